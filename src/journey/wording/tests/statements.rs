//! Statements about the customer, and statements that are none.

/// Every verifier of the four journeys, and others with the customer as their subject.
pub const GOOD: &str = "
Someone affected describes the problem and its cost in their own words
They give us something not public about their situation
They say what happens if nothing changes, and by when
They name a person who owns getting it changed
Two or more people from different functions state the present way can no longer stand
They put our topic before someone with authority over money
They compare staying with changing and keep the result
They write down outcomes and how they will measure them
They alter their requirements after working with us
They tell us who decides, in what order, by which date
They put time of their own people into it
They rank the options on their own criteria
They say why not to leave things as they are, against this very offer
They let another option go or stop looking
A sceptic among them says what would satisfy him
They test it in their own surroundings with their own measure
They speak to someone who has done it
Security, legal, finance or works council give their position
They agree what happens if it goes wrong
The holder of the money approves it
They name their project team and start date
They tell the organisation, and/or the rival/incumbent
The sponsor states the results against the original measures
Users' own figures shared
They name what disappointed
A new owner/unit describes its problem
They bring us to that unit
They say what staying at the present scope costs
They say which options they look at incl. lapse
They state the conditions for keeping us
They ask for / reject bids and tell us
Budget holder confirms the line for the next term
They edit the terms
Risk owner re-approves
Signed renewal/PO
Names of new users/teams with dates
Sponsor speaks for us to another customer
Publishes pipeline/prior notice
Holds market engagement and publishes questions
Names budget or funding source
Publishes route/lots
Publishes award criteria and weights
Changes the specification after engagement
States why the present arrangement must end
Confirms that we pass selection
Answers clarification in writing
Publishes number of bidders [where lawful]
Invites us to presentation/dialogue
Issues revised documents
Extends bid validity
Confirms evaluation timetable
Sends intention to award with scores
Standstill passes without challenge
Signs
Publishes award notice
Names contract manager and start
Debrief received
Users share their own figures
Publishes the route
Legal gives its position
The CFO approves the budget
They signed the NDA
NDA signed by them
Contract signed
Our proposal is ranked by them against the others
Our champion introduces us to the CFO
Our main contact sends us the process map
They introduce us to the works council
They accept the contract
They sign the proposal
They answer the proposal with changes of their own
They ask us for a demo with their own data
They demo it to their board
They call a customer of ours
They tell us that they are interested in the second module
The CFO says that she is convinced, and why
They confirm that IT and finance are aligned
Two of their planners run the pilot for a week
Proposal accepted by the board
Pilot run by their people
Workshop attended by named staff
Reference call confirmed by the buyer
Criteria written by their production team
The pilot shows what they asked it to show
Ines Baptista puts it on the agenda of the board
Acme closes the search for other suppliers
Someone new takes the project over and keeps the date
They join a reference call with another customer
They get the contract signed by the board
They see where the time goes and write it down
Procurement sends the order form back, signed
Requests a demo with data of their own
Maintenance planners want it back when the pilot ends
They visit a customer of ours
They get three quotes from rivals
They book a workshop with their own people
They offer us a slot at their kick-off
The meeting was held by them without us
They want it before the audit and say why
A date is set by the steering committee
Dr. Weber writes to the incumbent
Legal review started
Approves the contract
Accepts our proposal
Sie nennen uns die Namen der Entscheider
";

/// Statements that are none, with a part of the reason and a part of the rewording.
pub const NONE: [(&str, &str, &str); 101] = [
    ("Proposal sent", "took place", "answer the proposal"),
    ("We gave a demo", "we do", "try it with their own people"),
    ("Follow-up call booked", "took place", "do next"),
    ("Sent pricing", "we who did it", "which budget"),
    ("Demo done", "took place", "try it"),
    ("Our champion is on board", "seem to us", "introduce us"),
    ("Quote issued", "took place", "which budget"),
    ("NDA signed by us", "we do", "sign the NDA"),
    ("I met the CFO", "we do", "holder of the money"),
    (
        "Discovery call completed",
        "took place",
        "describes the problem",
    ),
    ("Send the contract", "task", "return the contract"),
    ("Meeting with procurement", "took place", "who decides"),
    ("They seem interested", "seem to us", "own words"),
    ("Good relationship", "seem to us", "own words"),
    ("Champion identified", "a name", "introduce us"),
    ("Demo", "took place", "try it"),
    (
        "The demo was given to the whole team",
        "took place",
        "try it",
    ),
    ("Second demo held", "took place", "try it"),
    ("Demo went well", "took place", "try it"),
    ("Product demonstration delivered", "took place", "try it"),
    ("CFO presentation given", "took place", "try it"),
    ("User training delivered", "took place", "try it"),
    ("Procurement call completed", "took place", "who decides"),
    ("Customer meeting held", "took place", "colleague"),
    (
        "Lunch with the director",
        "took place",
        "holder of the money",
    ),
    ("Kick-off scheduled", "took place", "project team"),
    (
        "Contract sent to legal",
        "took place",
        "return the contract",
    ),
    (
        "The contract has been sent",
        "took place",
        "return the contract",
    ),
    ("Contract negotiation", "took place", "return the contract"),
    (
        "RFP response submitted",
        "took place",
        "answer the proposal",
    ),
    ("Business case presented", "took place", "own figures"),
    ("Case study shared", "took place", "someone who has done it"),
    ("Pilot completed", "took place", "own surroundings"),
    ("POC started", "took place", "own surroundings"),
    (
        "Security questionnaire submitted",
        "took place",
        "give their position",
    ),
    ("Intro email sent", "took place", "colleague"),
    ("Sales call held", "took place", "colleague"),
    (
        "Technical deep dive with security held",
        "took place",
        "position",
    ),
    ("Mutual action plan created", "took place", "do next"),
    ("We sent a case study", "we do", "someone who has done it"),
    ("We've shown the ROI", "we do", "own figures"),
    ("I presented to the board", "we do", "try it"),
    (
        "We understand their needs",
        "we do",
        "describes the problem",
    ),
    ("Our project plan", "we do", "project team"),
    ("Our estimate", "we do", "which budget"),
    (
        "Our team ran a workshop with them",
        "we do",
        "time of their own",
    ),
    (
        "Our standard guarantee quoted by us",
        "we do",
        "return the contract",
    ),
    ("Criteria written by us", "we do", "own words"),
    ("Account executive briefs the sponsor", "we do", "holder"),
    (
        "Sales rep presents the offer",
        "we do",
        "answer the proposal",
    ),
    ("Once we have sent the quote", "we do", "which budget"),
    (
        "We received their requirements",
        "told from our side",
        "describes",
    ),
    (
        "We were introduced to the CFO",
        "told from our side",
        "holder",
    ),
    (
        "I got the data from them",
        "told from our side",
        "not public",
    ),
    (
        "Our proposal is accepted",
        "told from our side",
        "answer the proposal",
    ),
    ("Give a demo", "task", "try it"),
    ("Book a follow-up", "task", "do next"),
    ("Call the CFO", "task", "holder"),
    ("Follow up with the champion", "task", "introduce us"),
    ("Identify the decision maker", "task", "holder"),
    ("Get budget approval", "task", "which budget"),
    ("Present the offer", "task", "answer the proposal"),
    ("Convince procurement", "task", "who decides"),
    ("Close the deal", "task", "own words"),
    ("Gave the pitch", "we who did it", "try it"),
    ("Spoke to the sponsor", "we who did it", "holder"),
    ("Held a workshop", "we who did it", "time of their own"),
    ("Needs identified", "found out", "describes the problem"),
    ("Pain understood", "found out", "describes the problem"),
    ("Budget identified", "found out", "which budget"),
    ("Stakeholders mapped", "found out", "introduce us"),
    (
        "Requirements gathered in discovery",
        "found out",
        "describes the problem",
    ),
    ("Economic buyer met", "found out", "holder"),
    (
        "The CFO has been briefed on the solution",
        "done for the customer",
        "try it",
    ),
    (
        "The customer was sent the contract",
        "done for the customer",
        "return the contract",
    ),
    (
        "They received our proposal",
        "done for the customer",
        "answer the proposal",
    ),
    ("They saw the demo", "done for the customer", "try it"),
    ("They accepted a call", "Listening", "colleague"),
    ("Two of them attend our webinar", "Listening", "try it"),
    ("They take a first meeting", "Listening", "colleague"),
    ("They like our product", "minds", "try it"),
    ("They really want it", "minds", "own words"),
    ("The CFO trusts us", "minds", "holder"),
    ("They prefer us to the rival", "minds", "rank the options"),
    (
        "They are very interested in the product",
        "seem to us",
        "try it",
    ),
    ("Strong interest from operations", "seem to us", "own words"),
    ("Stakeholders aligned", "seem to us", "introduce us"),
    ("They show strong interest", "seem to us", "own words"),
    ("Verbal yes from the director", "seem to us", "holder"),
    ("No one objected", "Silence", "sceptic"),
    ("Deal qualified", "own view", "who decides"),
    ("Qualified lead", "own view", "who decides"),
    ("Technical validation done", "took place", "own words"),
    (
        "Contract out for signature",
        "took place",
        "return the contract",
    ),
    ("Price negotiated", "took place", "which budget"),
    ("They opened our email", "Listening", "write to us"),
    ("They visited our website", "Listening", "colleague"),
    ("Nobody at the customer has objected", "Silence", "sceptic"),
    ("Engaged with stakeholders", "we who did it", "introduce us"),
    ("They want the pilot", "minds", "own surroundings"),
    ("BANT complete", "own view", "who decides"),
];
