package io.activityledger.standalone.demo;

import java.util.List;

/// What may happen between a team and a customer, from the first campaign to the yearly review?
///
/// In a text `{first}`, `{company}` and `{deal}` stand for the person's own.
final class DemoScript {

    static final List<Chapter> CHAPTERS =
            List.of(
                    new Chapter(
                            "Qualified",
                            List.of(
                                    new Scene(
                                            "campaign_sent",
                                            "Campaign: planning without spreadsheets",
                                            "Second step of the operations sequence.",
                                            "{\"campaign\":\"ops-sequence\",\"step\":2}"),
                                    new Scene(
                                            "list_added",
                                            "Added to list Warm leads",
                                            "",
                                            "{\"list\":\"Warm leads\"}"),
                                    new Scene(
                                            "email",
                                            "Introduction and two questions",
                                            "Asked {first} how {company} does this today, and who else should be in the room.",
                                            "{\"direction\":\"outbound\"}"),
                                    new Scene(
                                            "email",
                                            "Re: Introduction and two questions",
                                            "{first} answered: mostly by hand, and it hurts at the end of each month.",
                                            "{\"direction\":\"inbound\"}"),
                                    new Scene(
                                            "ai_action",
                                            "Researched {company}",
                                            "Summarised the annual report and three press releases for the first call.",
                                            "{\"agent\":\"researcher\",\"sources\":4}"))),
                    new Chapter(
                            "Discovery",
                            List.of(
                                    new Scene(
                                            "call",
                                            "Discovery call with {first}",
                                            "Went through the current process. **Pain**: hand-overs between teams. Next: demo with their IT.",
                                            "{\"duration_minutes\":34,\"direction\":\"outbound\"}"),
                                    new Scene(
                                            "meeting",
                                            "Demo for {company}",
                                            "Five people joined. Most questions were about permissions and exports.",
                                            "{\"duration_minutes\":55,\"attendees\":5}"),
                                    new Scene(
                                            "note",
                                            "Who decides",
                                            "{first} owns the budget, finance has a veto above 50k.",
                                            "{}"),
                                    new Scene(
                                            "ai_action",
                                            "Wrote the minutes of the demo",
                                            "Four action items found, two of them ours.",
                                            "{\"agent\":\"minutes\",\"action_items\":4}"),
                                    new Scene(
                                            "task",
                                            "Send the security questionnaire",
                                            "Promised for the end of the week.",
                                            "{\"priority\":\"high\"}"))),
                    new Chapter(
                            "Proposal",
                            List.of(
                                    new Scene(
                                            "email",
                                            "Proposal: {deal}",
                                            "Two options, the smaller one without the integrations.",
                                            "{\"direction\":\"outbound\",\"attachments\":1}"),
                                    new Scene(
                                            "call",
                                            "Questions about the proposal",
                                            "Price is fine; they want a shorter term and a way out after the pilot.",
                                            "{\"duration_minutes\":18,\"direction\":\"inbound\"}"),
                                    new Scene(
                                            "email",
                                            "Re: Proposal: {deal}",
                                            "{first} forwarded it to legal.",
                                            "{\"direction\":\"inbound\"}"),
                                    new Scene(
                                            "meeting",
                                            "Terms with legal",
                                            "Data processing agreement agreed, liability still open.",
                                            "{\"duration_minutes\":40,\"attendees\":4}"),
                                    new Scene(
                                            "note",
                                            "Competition",
                                            "They also talk to their incumbent, who is cheaper and slower.",
                                            "{}"))),
                    new Chapter(
                            "Won",
                            List.of(
                                    new Scene(
                                            "meeting",
                                            "Weekly with {company}",
                                            "Pilot group is happy; two requests for the next release.",
                                            "{\"duration_minutes\":30,\"attendees\":3}"),
                                    new Scene(
                                            "call",
                                            "Support follow-up",
                                            "The export problem is gone since Tuesday.",
                                            "{\"duration_minutes\":9,\"direction\":\"outbound\"}"),
                                    new Scene(
                                            "email",
                                            "What is new this month",
                                            "Release notes, with the two things {first} asked for on top.",
                                            "{\"direction\":\"outbound\"}"),
                                    new Scene(
                                            "ai_action",
                                            "Noticed less usage at {company}",
                                            "Three people have not logged in for two weeks; suggested a call.",
                                            "{\"agent\":\"health-watch\",\"score\":71}"),
                                    new Scene(
                                            "note",
                                            "Expansion",
                                            "A second site may join in spring.",
                                            "{}"),
                                    new Scene(
                                            "meeting",
                                            "Quarterly review",
                                            "Goals of last quarter: two of three met. {first} wants the numbers before the board meets.",
                                            "{\"duration_minutes\":60,\"attendees\":6}"),
                                    new Scene(
                                            "call",
                                            "Renewal: first talk",
                                            "No reason to leave; asked for a longer term at the same price.",
                                            "{\"duration_minutes\":21,\"direction\":\"inbound\"}"),
                                    new Scene(
                                            "email",
                                            "Invoice question",
                                            "{first} asked to split the invoice between two cost centres.",
                                            "{\"direction\":\"inbound\"}"),
                                    new Scene(
                                            "task",
                                            "Prepare the training for new colleagues",
                                            "Four people start at {company} next month.",
                                            "{\"priority\":\"medium\"}"),
                                    new Scene(
                                            "ai_action",
                                            "Drafted the answer to {first}",
                                            "Found the two documents {first} asked for and wrote a reply to review.",
                                            "{\"agent\":\"assistant\",\"reviewed\":true}"),
                                    new Scene(
                                            "note",
                                            "Reference customer",
                                            "{first} agreed to talk to one prospect a quarter.",
                                            "{}"))));

    private DemoScript() {}

    /// A stage of the deal, and what happens in it.
    record Chapter(String stage, List<Scene> scenes) {}

    /// One thing that may happen; an empty text for none, `{}` for no metadata.
    record Scene(String type, String title, String description, String metadata) {}
}
