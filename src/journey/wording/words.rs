//! The words that the rules look for, each list in lower case and without hyphens.

/// Single words, with spaces between them.
#[derive(Clone, Copy)]
pub(super) struct Words(pub &'static str);

impl Words {
    pub(super) fn contain(self, word: &str) -> bool {
        self.0.split(' ').any(|known| known == word)
    }
}

/// Words or phrases, with commas between them.
#[derive(Clone, Copy)]
pub(super) struct Phrases(pub &'static str);

impl Phrases {
    pub(super) fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split(", ")
    }
}

/// What to offer instead, by what the statement is about. The particular stands before the general.
pub(super) static REWORDINGS: [(Phrases, &str); 22] = [
    (
        Phrases("nda, ndas, confidentiality"),
        "They sign the NDA and send us something that is not public",
    ),
    (
        Phrases("pilot, pilots, trial, trials, poc, proof of concept"),
        "They test it in their own surroundings with their own measure",
    ),
    (
        Phrases("reference, references, case study, case studies"),
        "They speak to someone who has done it and tell us what they heard",
    ),
    (
        Phrases("roi, business case, cost of waiting, value, benefits"),
        "They work out in their own figures what waiting costs them",
    ),
    (
        Phrases(
            "contract, contracts, agreement, order form, msa, sow, terms, guarantee, negotiation, negotiations, redlines",
        ),
        "They return the contract with changes of their own, or signed",
    ),
    (
        Phrases("security, questionnaire, legal, compliance, privacy, works council"),
        "Security, legal, finance or works council give their position",
    ),
    (
        Phrases(
            "price, prices, pricing, quote, quotes, quotation, discount, budget, invoice, estimate",
        ),
        "They tell us which budget it would come from, and who holds it",
    ),
    (
        Phrases("proposal, proposals, offer, offers, bid, tender, rfp, response"),
        "They answer the proposal with changes of their own",
    ),
    (
        Phrases("kick off, kickoff, onboarding, project plan, implementation, go live, start date"),
        "They name their project team and start date",
    ),
    (
        Phrases(
            "demo, demos, demoed, demonstration, presentation, presentations, presented, webinar, deck, slides, slide, \
         pitch, pitched, solution, product, features, training, trained",
        ),
        "They try it with their own people and tell us what they saw",
    ),
    (
        Phrases("discovery, qualification, pain, problem, needs, need, requirements, challenges"),
        "Someone affected describes the problem and its cost in their own words",
    ),
    (
        Phrases("workshop, workshops, site visit"),
        "They put time of their own people into it, and name them",
    ),
    (
        Phrases("competition, competitor, competitors, rival, rivals, prefer, prefers, fit"),
        "They rank the options on their own criteria",
    ),
    (
        Phrases(
            "timeline, timing, close date, decision process, process, decision criteria, procurement, purchasing, buying \
         center, buying centre",
        ),
        "They tell us who decides, in what order, by which date",
    ),
    (
        Phrases("champion, champions, coach, stakeholder, stakeholders, ally, contact, contacts"),
        "They introduce us to the person who holds the money",
    ),
    (
        Phrases(
            "cfo, ceo, coo, cio, cto, vp, executive, executives, board, director, economic buyer, decision maker, \
         decision makers, sponsor, power",
        ),
        "The holder of the money says what would have to be true to approve it",
    ),
    (
        Phrases("plan, next step, next steps, follow up, follow ups, followed up"),
        "They tell us what they will do next, and by when",
    ),
    (
        Phrases("sent us, received, data, document, documents, rfi"),
        "They send us something about their situation that is not public",
    ),
    (
        Phrases("invited, introduced, introduction, intro"),
        "They introduce us to a colleague who has a say in it",
    ),
    (
        Phrases(
            "call, calls, called, meeting, meetings, met, visit, visited, lunch, dinner, coffee, chat, session, spoke, \
         talked, talk, qbr",
        ),
        "They bring a colleague who has a say, and that person tells us what they need",
    ),
    (
        Phrases(
            "email, emails, e mail, e mails, mail, mails, message, letter, brochure, newsletter, outreach, voicemail, \
         emailed, mailed",
        ),
        "They write to us what they make of it, in their own words",
    ),
    (
        Phrases(
            "interested, interest, relationship, rapport, on board, keen, excited, engaged, enthusiastic, trust, trusts, \
         convinced, supportive, happy, momentum, like, likes, love, loves, want, wants",
        ),
        "They tell us in their own words what they want to change, and by when",
    ),
];

pub(super) const OPENERS: Words = Words(
    "the a an once when after then and also already finally successfully first second third initial final another \
    more",
);
pub(super) const US: Words =
    Words("we i us ours me ae sdr bdr presales seller sellers salesperson rep reps");
pub(super) const SELLERS: Phrases = Phrases(
    "the vendor, account executive, the account executive, account manager, sales engineer, sales rep, the sales \
    rep, sales team, the sales team, solution engineer, the rep, the seller",
);
/// People at the customer whom sellers like to call their own.
pub(super) const OUR_CUSTOMERS: Words = Words(
    "champion contact sponsor customer client buyer prospect coach mobiliser mobilizer counterpart ally contacts \
    customers users",
);
pub(super) const THEY: Words = Words(
    "they their theirs them themselves he she his her someone somebody everyone nobody anyone who",
);
pub(super) const CUSTOMERS: Words = Words(
    "customer customers client clients buyer buyers prospect company organisation organization authority group \
    people person staff team teams colleague colleagues employees user users owner owners holder holders sponsor \
    champion sceptic skeptic contact stakeholder stakeholders department unit management manager managers \
    leadership head director directors executive executives board committee council ceo cfo coo cio cto ciso dpo \
    vp chair president minister mayor procurement purchasing finance controller controlling accounting legal \
    lawyers counsel security operations production engineering maintenance hr compliance regulator auditor \
    auditors approver approvers evaluator evaluators signatory consultant adviser advisor partner supervisor \
    planner planners members function functions sides site sites plant office",
);
pub(super) const BEFORE_A_PERSON: Words = Words(
    "the a an its both all one two three at least of named senior new head works budget project risk problem",
);
pub(super) const PREPOSITIONS: Words = Words(
    "with to for from at by on in about of into after before during via next this last and round around over \
    under together as within until today tomorrow yesterday well without",
);
/// Of how many of them: "two of them".
pub(super) const SHARES: Words =
    Words("one two three four five some both all most many several none half each");
/// Words after which an object stands.
pub(super) const OBJECTS: Words =
    Words("the a an our them their his her its us him all another any some this that");
pub(super) const AUXILIARIES: Words = Words(
    "is are was were be been being has have had will now already went goes took all still just",
);
pub(super) const BEING: Words = Words("is are was were be been being get gets got");
pub(super) const HAVING: Words = Words("has have had having");
pub(super) const ADVERBS: Words =
    Words("really clearly fully also all now already very still much do does would both just");

/// What sellers do and hold meetings about.
pub(super) const ACTIVITIES: Words = Words(
    "proposal quote quotation offer pricing price discount demo demonstration presentation deck slide pitch call \
    meeting visit workshop discovery qualification follow email mail message letter brochure newsletter \
    voicemail outreach campaign study studies reference nda contract agreement msa sow form terms pilot trial \
    poc proof questionnaire roi case calculator bid tender response intro introduction kick kickoff invoice \
    sample webinar training solution product benefit value feature roadmap negotiation lunch dinner coffee chat \
    session touchpoint qbr dive estimate plan guarantee onboarding implementation talk walkthrough diligence closing analysis \
    validation alignment",
);
/// How such things are said to be over, or arranged.
pub(super) const DONE: Words = Words(
    "sent issued delivered presented shared given done made held completed complete booked scheduled set arranged \
    submitted prepared created drafted planned finished emailed mailed run conducted followed handed shown \
    performed carried executed started launched offered explained discussed quoted happened concluded organised \
    organized hosted provided circulated uploaded demonstrated pitched place pending underway ongoing ready \
    established built developed good great calculated negotiated out",
);
/// Participles of what only a customer does to what we bring.
pub(super) const THEIR_PARTICIPLES: Words = Words(
    "accepted approved signed chosen ranked rated preferred selected shortlisted compared published returned \
    redlined requested tested rejected answered received attended \
    countersigned awarded confirmed",
);
/// Activities in which it is enough to sit and listen.
pub(super) const SITTINGS: Words = Words(
    "call meeting demo demonstration presentation webinar lunch dinner coffee chat session intro visit pitch \
    email mail newsletter website brochure",
);
pub(super) const RECEIVED: Words = Words("received receive got heard obtained");
/// What happens to us when they act.
pub(super) const GRANTED: Words = Words("invited introduced told asked given shown sent");
pub(super) const DONE_TO: Words = Words(
    "sent shown briefed contacted called emailed mailed pitched presented trained updated invited convinced \
    qualified nurtured visited approached educated met captured understood identified mapped introduced",
);
pub(super) const GIVEN: Words =
    Words("receive receives received get gets got see sees saw seen watch watched");
pub(super) const LISTENING: Words = Words(
    "accept accepts accepted take takes took attend attends attended join joins joined open opens opened visit visits visited",
);
pub(super) const FOUND: Words = Words(
    "identified mapped qualified gathered captured understood discovered uncovered analysed analyzed contacted \
    briefed approached convinced met trained called visited researched found secured won demonstrated proven \
    established nurtured involved",
);
pub(super) const DURING: Words = Words("in during for via through as on");

pub(super) const TASKS: Words = Words(
    "send give get do make meet arrange organise organize prepare draft deliver chase ask qualify identify build \
    create submit issue negotiate convince persuade win sell overcome understand find validate explain discuss \
    show reach engage nurture push secure obtain conduct provide introduce demonstrate discover uncover invite \
    talk speak educate train upsell clarify establish gather collect investigate ensure handle connect",
);
/// Words that can be a noun too: a task only where an object follows.
pub(super) const TASKS_BEFORE_AN_OBJECT: Words = Words(
    "book schedule call email mail demo quote present offer visit plan review follow pitch brief close share run \
    hold set start write tell map align update confirm agree define research log complete check keep position",
);
pub(super) const OUR_PAST: Words = Words(
    "sent gave booked met called emailed mailed presented delivered held ran did made submitted issued shared \
    prepared drafted arranged scheduled quoted pitched demoed demonstrated showed followed contacted spoke \
    talked discussed visited qualified negotiated offered introduced conducted had asked sold won convinced \
    explained hosted organised organized trained provided handed uploaded engaged aligned",
);
/// Plurals that a verb's ending could be mistaken for.
pub(super) const PLURALS: Words = Words(
    "sales needs terms details requirements numbers references benefits contacts discussions negotiations talks \
    expectations objections things steps insights materials times always perhaps",
);

pub(super) const SILENCE: Phrases = Phrases(
    "no one objected, no one objects, nobody objected, nobody objects, no objection, no objections, no problem \
    expected, no problems expected, no concerns, no concern, no news, no complaints, no red flags, no blockers, \
    have not said no, did not say no, has not said no, has objected, have objected",
);
pub(super) const OWN_VIEW: Phrases = Phrases(
    "deal is, deal qualified, opportunity qualified, opportunity is, lead qualified, qualified lead, lead is, is qualified, bant, \
    meddic, meddpicc, meddicc, forecast, closed won, probability, likely to close, win chance, account plan, \
    account planning, technical win, hot lead, warm lead",
);
pub(super) const LABELS: Words =
    Words("champion champions coach mobiliser mobilizer ally sponsor advocate supporter buyer");
pub(super) const LABELLED: Words = Words(
    "identified found confirmed in built developed established secured engaged qualified tested validated",
);

/// What someone says or shows, after which a feeling is the customer's own word.
pub(super) const OBSERVED: Words = Words(
    "say says said state states stated tell tells told write writes wrote confirm confirms confirmed describe \
    describes explain explains publish publishes announce announces name names answer answers report reports \
    sign signs rank ranks declare declares compare list lists send sends give gives share shares prove proves \
    why",
);
pub(super) const IMPRESSIONS: Phrases = Phrases(
    "seem, seems, seemed, appears to, appear to, looks like, look like, feels like, sounds like, looks good, look \
    good, probably, hopefully, presumably, likely, on board, bought in, buy in, on our side, in the bag, verbal \
    yes, verbal commitment, verbal agreement, gut feeling, i feel, we feel, i think, we think, we believe, i \
    believe, good sign, no brainer, leaning towards us, like everyone, see the value, sees the value, see the need, sees the need, see the benefit",
);
pub(super) const LINKING: Words = Words(
    "is are was were be been feel feels felt look looks looked sound sounds remain remains very really highly \
    quite so more genuinely super extremely fully",
);
pub(super) const KEEN: Words = Words(
    "interested keen engaged excited enthusiastic impressed convinced supportive aligned friendly committed ready \
    happy positive optimistic open warm hot serious motivated curious aware sold favourable favorable \
    comfortable confident satisfied promising responsive receptive",
);
pub(super) const VAGUE: Words = Words(
    "relationship relationships rapport chemistry momentum interest fit vibe vibes enthusiasm impression \
    sentiment goodwill trust feedback appetite excitement confidence champion",
);
pub(super) const SHOWING: Words =
    Words("show shows showed express expresses expressed have has feel feels");
pub(super) const MINDS: Words = Words(
    "like likes liked love loves loved want wants wanted believe believes think thinks feel feels trust trusts \
    understand understands understood appreciate appreciates prefer prefers hope hopes intend intends know knows \
    realise realises realize realizes recognise recognises need needs value values",
);
