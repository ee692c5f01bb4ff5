FROM rust:1.95-bookworm AS builder
WORKDIR /saidso
ENV SQLX_OFFLINE=true

# The dependencies alone, around an empty crate: this layer is built again only when they change.
COPY Cargo.toml Cargo.lock ./
RUN mkdir src \
 && echo 'fn main() {}' > src/main.rs \
 && touch src/lib.rs \
 && cargo build --release --locked \
 && rm -r src

COPY . .
# The empty crate was built later than these files were written, so Cargo must be told that they are new.
RUN touch src/lib.rs src/main.rs && cargo build --release --locked


FROM debian:bookworm-slim
# Postgres for whoever brings none, and the certificates that mail needs. Left out are the cluster that Debian would make,
# and 150 MB of a compiler for queries that the private server never uses.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
 && sed -ri 's/^#?\s*create_main_cluster\s*=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
 && apt-get install -y --no-install-recommends postgresql-15 \
 && rm -r /usr/lib/*/libLLVM-* /usr/lib/*/libz3.* /usr/lib/postgresql/15/lib/bitcode /usr/lib/postgresql/15/lib/llvmjit* \
 && rm -rf /var/lib/apt/lists/*
# A number that stays: the data in the volume belongs to it, and a cluster that lets nobody run as root asks for it.
RUN useradd --system --uid 999 --user-group --home-dir /data --shell /usr/sbin/nologin saidso \
 && install -d -o saidso -g saidso -m 0750 /data
COPY --from=builder /saidso/target/release/saidso /usr/local/bin/saidso

USER 999
ENV SAIDSO_DATA=/data SAIDSO_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["saidso", "healthy"]
ENTRYPOINT ["saidso"]
CMD ["serve"]
