//! The ways in which the customer's word reaches us.

use super::{Strength, words};

words! {
    /// How one piece of evidence reached us.
    Channel {
        /// A mail of theirs.
        Email = "email",
        /// Face to face.
        Meeting = "meeting",
        /// On a screen.
        VideoCall = "video_call",
        /// On the telephone.
        Phone = "phone",
        /// A chat message of theirs.
        Chat = "chat",
        /// A letter of theirs.
        Letter = "letter",
        /// A document they made and gave us.
        Document = "document",
        /// A document of ours or a common one that they changed.
        EditedDocument = "edited_document",
        /// Something they put or changed in a workspace we share.
        SharedWorkspace = "shared_workspace",
        /// What their use shows: a pilot's log, a test of theirs.
        SystemUse = "system_use",
        /// A visit that they hosted.
        SiteVisit = "site_visit",
        /// A talk between them and a customer of ours.
        ReferenceTalk = "reference_talk",
        /// Something they signed.
        SignedPaper = "signed_paper",
        /// An order from their purchasing.
        PurchaseOrder = "purchase_order",
        /// Something they published by duty: a tender notice, an award.
        PublicNotice = "public_notice",
        /// Something they posted in public.
        SocialPost = "social_post",
        /// A partner says that they said it.
        Partner = "partner",
        /// They answered the link by which we asked whether we understood them.
        ConfirmationLink = "confirmation_link",
    }
}

impl Channel {
    /// What a form calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::Meeting => "Meeting in person",
            Self::VideoCall => "Video call",
            Self::Phone => "Phone",
            Self::Chat => "Chat message",
            Self::Letter => "Letter",
            Self::Document => "Document of theirs",
            Self::EditedDocument => "Document they edited",
            Self::SharedWorkspace => "Shared workspace",
            Self::SystemUse => "Their use, or a pilot’s log",
            Self::SiteVisit => "Site visit",
            Self::ReferenceTalk => "Talk with a reference",
            Self::SignedPaper => "Signed paper",
            Self::PurchaseOrder => "Purchase order",
            Self::PublicNotice => "Public notice",
            Self::SocialPost => "Public post of theirs",
            Self::Partner => "Reported by a partner",
            Self::ConfirmationLink => "Their confirmation link",
        }
    }

    /// What the customer did there, to follow a name: "Ines Baptista · wrote in a mail".
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Email => "wrote in a mail",
            Self::Meeting => "said in a meeting",
            Self::VideoCall => "said in a video call",
            Self::Phone => "said on the phone",
            Self::Chat => "wrote in a chat",
            Self::Letter => "wrote in a letter",
            Self::Document => "sent a document",
            Self::EditedDocument => "edited a document",
            Self::SharedWorkspace => "worked in the shared workspace",
            Self::SystemUse => "used it themselves",
            Self::SiteVisit => "hosted a visit",
            Self::ReferenceTalk => "talked with a reference",
            Self::SignedPaper => "signed",
            Self::PurchaseOrder => "ordered",
            Self::PublicNotice => "published a notice",
            Self::SocialPost => "posted in public",
            Self::Partner => "is said to have said",
            Self::ConfirmationLink => "confirmed by link",
        }
    }

    /// The strength a form offers first.
    pub const fn usual_strength(self) -> Strength {
        match self {
            Self::Partner => Strength::Reported,
            Self::Meeting | Self::VideoCall | Self::Phone => Strength::Heard,
            Self::Email | Self::Chat | Self::Letter | Self::SocialPost => Strength::Written,
            Self::Document
            | Self::EditedDocument
            | Self::SharedWorkspace
            | Self::SystemUse
            | Self::SiteVisit
            | Self::ReferenceTalk => Strength::Done,
            Self::SignedPaper
            | Self::PurchaseOrder
            | Self::PublicNotice
            | Self::ConfirmationLink => Strength::Confirmed,
        }
    }

    /// The most that a person may claim for it. Only what is signed, ordered, published or confirmed by the customer
    /// is confirmed; hearsay stays hearsay.
    pub const fn highest_strength(self) -> Strength {
        match self {
            Self::Partner => Strength::Reported,
            Self::SignedPaper
            | Self::PurchaseOrder
            | Self::PublicNotice
            | Self::ConfirmationLink => Strength::Confirmed,
            _ => Strength::Done,
        }
    }

    /// Whether a person can choose it in a form. The confirmation link is the customer's own act: only the link records it.
    pub const fn is_chosen_by_hand(self) -> bool {
        !matches!(self, Self::ConfirmationLink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_channel_starts_above_the_most_it_can_carry() {
        for channel in Channel::ALL {
            assert!(
                channel.usual_strength() <= channel.highest_strength(),
                "{channel}"
            );
        }
    }

    #[test]
    fn only_signed_ordered_published_or_confirmed_words_are_confirmed() {
        let confirmed: Vec<_> = Channel::ALL
            .iter()
            .filter(|channel| channel.highest_strength() == Strength::Confirmed)
            .map(|channel| channel.name())
            .collect();
        assert_eq!(
            confirmed,
            [
                "signed_paper",
                "purchase_order",
                "public_notice",
                "confirmation_link"
            ]
        );
    }

    #[test]
    fn hearsay_stays_hearsay_and_nobody_can_click_for_the_customer() {
        assert_eq!(Channel::Partner.highest_strength(), Strength::Reported);
        let by_hand = Channel::ALL.iter().filter(|c| c.is_chosen_by_hand());
        assert_eq!(by_hand.count(), Channel::ALL.len() - 1);
        assert!(!Channel::ConfirmationLink.is_chosen_by_hand());
    }
}
