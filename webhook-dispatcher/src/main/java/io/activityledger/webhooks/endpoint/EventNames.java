package io.activityledger.webhooks.endpoint;

import java.util.Set;
import java.util.regex.Pattern;

/// Can there be such an event? Those that LeadLex names, and ours about webhooks themselves.
///
/// Most are never sent by this house; who asks for them is not turned away. The events of
/// companies, lists and campaigns are spelled out nowhere, so any word is taken there.
final class EventNames {

    private static final Set<String> NAMED =
            Set.of(
                    "contact.created",
                    "contact.updated",
                    "contact.deleted",
                    "contact.bulk_created",
                    "deal.created",
                    "deal.updated",
                    "deal.deleted",
                    "deal.bulk_created",
                    "deal.bulk_updated",
                    "activity.created",
                    "task.created",
                    "task.updated",
                    "task.approved",
                    "task.dismissed",
                    "webhook.disabled");
    private static final Pattern UNSPELLED =
            Pattern.compile("(company|list|campaign)\\.[a-z_]{1,64}");

    private EventNames() {}

    static boolean known(String name) {
        return NAMED.contains(name) || UNSPELLED.matcher(name).matches();
    }
}
