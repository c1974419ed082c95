package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Which deal does a "Create Deal" request make? One with the fields that LeadLex lists for a deal,
/// null where nothing was sent, and behind them what else was.
final class NewDeal {

    private static final BigDecimal CERTAIN = BigDecimal.valueOf(100);
    private static final String CONTACT = "main_contact_id";
    private static final String COMPANY = "related_company_id";

    private NewDeal() {}

    static NewReference of(ReferenceFields fields, String id, Instant now) {
        check(fields);
        Optional<String> contact = fields.id(CONTACT, "contact_id");
        Optional<String> company = fields.id(COMPANY, "company_id");
        fields.keepText("name", name(fields).orElse(""));
        fields.keepAsSent("stage");
        fields.keep("status", fields.value("status").orElse(new Json.JsonText("active")));
        fields.keepAsSent("pipeline");
        fields.keepAsSent("estimated_value");
        fields.keepText(CONTACT, contact.orElse(""));
        fields.keepAs("owner_user_id", "owner_id");
        fields.keepAsSent("priority");
        fields.keepAs("matter_type", "deal_type");
        fields.keepAsSent("tags");
        fields.keepText(COMPANY, company.orElse(""));
        fields.keepAs("high_level_description", "description");
        fields.keepAs("next_follow_up_date", "follow_up_date");
        fields.keepAsSent("fee_model");
        fields.keepAsSent("probability");
        fields.keepAsSent("currency");
        fields.keepAsSent("closed_date");
        boolean adjusted = fields.keepCreated(now);
        String all = JsonWriter.compact(fields.all());
        var links =
                Stream.concat(
                        contact.map(Subject::contact).stream(),
                        company.map(Subject::company).stream());
        return new NewReference(id, all, all, links.toList(), adjusted);
    }

    private static Optional<String> name(ReferenceFields fields) {
        Optional<String> name = fields.line("name");
        if (name.isEmpty()) {
            fields.refuse("name", Kind.MISSING, "is required");
        }
        return name;
    }

    private static void check(ReferenceFields fields) {
        fields.checkText("stage", "status", "pipeline", "priority", "notes", "currency");
        fields.checkText("fee_model", "relationship_partner_id", "matter_lead_id");
        fields.checkText("matter_type", "deal_type", "high_level_description", "description");
        fields.checkText("owner_user_id", "owner_id");
        fields.checkTexts("tags", "team_member_ids");
        fields.checkTime("next_follow_up_date", "follow_up_date", "closed_date");
        fields.number("estimated_value");
        Optional<BigDecimal> probability = fields.number("probability");
        if (probability.filter(it -> it.signum() < 0 || it.compareTo(CERTAIN) > 0).isPresent()) {
            fields.refuse("probability", Kind.NOT_VALID, "must lie between 0 and 100");
        }
    }
}
