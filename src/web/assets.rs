//! Style sheet, script and icon: part of the binary, named after their content, so that a browser never asks twice.
//! Debug builds read them from the source folder, so that an edit shows at the next reload.

use crate::error::AppError;
use axum::{
    body::Body,
    extract::Path,
    http::{
        HeaderMap, HeaderValue,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY},
    },
    response::{Redirect, Response},
};
use brotli::enc::BrotliEncoderParams;
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

/// Name, kind, and the bytes in the binary.
type File = (&'static str, &'static str, &'static [u8]);

const FILES: &[File] = &[
    (
        "saidso.css",
        "text/css; charset=utf-8",
        include_bytes!(concat!(env!("OUT_DIR"), "/saidso.css")),
    ),
    (
        "app.js",
        "text/javascript; charset=utf-8",
        include_bytes!(concat!(env!("OUT_DIR"), "/app.js")),
    ),
    (
        "icon.svg",
        "image/svg+xml",
        include_bytes!("../../static/icon.svg"),
    ),
];

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Brotli at its best takes seconds without optimisation.
const QUALITY: i32 = if cfg!(debug_assertions) { 1 } else { 11 };

struct Asset {
    name: &'static str,
    /// The name with a part of the content's SHA-256 in it.
    address: String,
    kind: &'static str,
    plain: Cow<'static, [u8]>,
    /// None where it is no shorter.
    brotli: Option<Vec<u8>>,
}

static SHELF: LazyLock<Arc<Vec<Asset>>> = LazyLock::new(|| {
    Arc::new(
        FILES
            .iter()
            .map(|file| asset(*file, file.2.into()))
            .collect(),
    )
});

/// Where a file is found, its content in its name. Empty for a file there is not.
pub fn address(name: &str) -> String {
    let shelf = shelf();
    shelf
        .iter()
        .find(|asset| asset.name == name)
        .map(|asset| format!("/assets/{}", asset.address))
        .unwrap_or_default()
}

/// `GET /favicon.ico`: browsers ask for it on answers that are no pages.
pub async fn icon() -> Redirect {
    Redirect::permanent(&address("icon.svg"))
}

/// `GET /assets/{name}`.
pub async fn serve(Path(address): Path<String>, wanted: HeaderMap) -> Result<Response, AppError> {
    let shelf = shelf();
    let asset = shelf
        .iter()
        .find(|asset| asset.address == address)
        .ok_or(AppError::NotFound)?;
    let brotli = asset.brotli.as_ref().filter(|_| takes_brotli(&wanted));
    let mut response = Response::new(Body::from(
        brotli.cloned().unwrap_or_else(|| asset.plain.to_vec()),
    ));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(CACHE_CONTROL, FOR_EVER);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if brotli.is_some() {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}

fn takes_brotli(wanted: &HeaderMap) -> bool {
    let encodings = wanted
        .get(ACCEPT_ENCODING)
        .and_then(|encodings| encodings.to_str().ok())
        .unwrap_or_default();
    encodings
        .split(',')
        .any(|encoding| matches!(encoding.trim(), "br") || encoding.trim().starts_with("br;"))
}

fn asset((name, kind, _): File, plain: Cow<'static, [u8]>) -> Asset {
    let digest = Sha256::digest(&plain);
    let hash: String = digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let brotli = compressed(&plain).filter(|brotli| brotli.len() < plain.len());
    Asset {
        name,
        address: format!("{stem}.{hash}.{ending}"),
        kind,
        plain,
        brotli,
    }
}

fn compressed(mut plain: &[u8]) -> Option<Vec<u8>> {
    let mut brotli = Vec::new();
    let settings = BrotliEncoderParams {
        quality: QUALITY,
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut plain, &mut brotli, &settings).ok()?;
    Some(brotli)
}

#[cfg(not(debug_assertions))]
fn shelf() -> Arc<Vec<Asset>> {
    SHELF.clone()
}

/// What the source folder holds now; what the binary holds, where there is no such folder.
#[cfg(debug_assertions)]
fn shelf() -> Arc<Vec<Asset>> {
    workshop::shelf().unwrap_or_else(|| SHELF.clone())
}

#[cfg(debug_assertions)]
mod workshop {
    use super::{Asset, FILES, asset};
    use std::{
        fs,
        path::{Path, PathBuf},
        sync::{Arc, Mutex, PoisonError},
        time::SystemTime,
    };

    type Made = (Vec<SystemTime>, Arc<Vec<Asset>>);
    static MADE: Mutex<Option<Made>> = Mutex::new(None);

    pub fn shelf() -> Option<Arc<Vec<Asset>>> {
        let parts = FILES
            .iter()
            .map(|(name, ..)| parts(name))
            .collect::<Option<Vec<_>>>()?;
        let times = parts
            .iter()
            .flatten()
            .map(|part| fs::metadata(part)?.modified())
            .collect::<Result<_, _>>()
            .ok()?;
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((then, shelf)) = &*made
            && *then == times
        {
            return Some(shelf.clone());
        }
        let contents = parts
            .iter()
            .map(|parts| content(parts))
            .collect::<Option<Vec<_>>>()?;
        let assets = FILES
            .iter()
            .zip(contents)
            .map(|(file, content)| asset(*file, content.into()));
        let shelf = Arc::new(assets.collect());
        *made = Some((times, Arc::clone(&shelf)));
        Some(shelf)
    }

    /// The files an asset is made of, in order.
    fn parts(name: &str) -> Option<Vec<PathBuf>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        let ending = match name {
            "saidso.css" => "css",
            "app.js" => "js",
            whole => return Some(vec![folder.join(whole)]),
        };
        let parts = fs::read_dir(folder.join(ending))
            .ok()?
            .map(|part| Some(part.ok()?.path()));
        let mut parts = parts.collect::<Option<Vec<_>>>()?;
        parts.retain(|part| part.extension().is_some_and(|kind| kind == ending));
        parts.sort();
        Some(parts)
    }

    fn content(parts: &[PathBuf]) -> Option<Vec<u8>> {
        let texts = parts
            .iter()
            .map(fs::read)
            .collect::<Result<Vec<_>, _>>()
            .ok()?;
        Some(texts.join(&b'\n'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_named_after_its_content() {
        let (one, two) = (
            asset(FILES[0], b"a{}".as_slice().into()),
            asset(FILES[0], b"b{}".as_slice().into()),
        );
        assert_ne!(one.address, two.address);
        assert!(one.address.starts_with("saidso.") && one.address.ends_with(".css"));
    }

    #[test]
    fn every_asset_has_an_address() {
        assert!(
            FILES
                .iter()
                .all(|(name, ..)| address(name).starts_with("/assets/"))
        );
        assert_eq!(address("nothing.js"), "");
    }
}
