package io.activityledger.standalone.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.activityledger.standalone.status.InstanceStatus.Heard;
import io.activityledger.standalone.status.InstanceStatus.Silent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How is a [HouseStatus] shown, to people and to programs?
public final class StatusTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What is told of each instance, by its name in JSON.
    private static final Map<String, String> TOLD =
            Map.of(
                    "webhook_backlog", "ledger_webhooks_backlog",
                    "webhook_oldest_due_seconds", "ledger_webhooks_oldest_due_seconds",
                    "webhook_in_flight", "ledger_webhooks_in_flight",
                    "appends_in_flight", "ledger_ingest_appends_in_flight");

    private StatusTable() {}

    /// Lines for a terminal.
    public static String text(HouseStatus house) {
        var text = new StringBuilder();
        house.groups().forEach(group -> write(group, text));
        house.instances().forEach(instance -> write(instance, text));
        return text.toString();
    }

    /// One object, indented.
    public static String json(HouseStatus house) {
        ObjectNode root = JSON.createObjectNode();
        var groups = root.putArray("groups");
        house.groups().forEach(group -> groups.add(node(group)));
        var instances = root.putArray("instances");
        house.instances().forEach(instance -> instances.add(node(instance)));
        return root.toPrettyString();
    }

    private static void write(GroupStatus group, StringBuilder text) {
        String instances = String.join("; ", group.instances());
        text.append(
                line(
                        "%s: %s, lag %s, %s"
                                .formatted(
                                        group.group(),
                                        group.state(),
                                        group.lag(),
                                        instances.isEmpty() ? "no instance" : instances)));
        text.append(row("topic", "partition", "committed", "end", "lag", "owner", "standbys"));
        for (PartitionStatus it : group.partitions()) {
            text.append(
                    row(
                            it.topic(),
                            it.partition(),
                            it.committed(),
                            it.end(),
                            it.lag(),
                            it.owner().isEmpty() ? "-" : it.owner(),
                            it.standbys().isEmpty() ? "-" : String.join(", ", it.standbys())));
        }
        text.append(System.lineSeparator());
    }

    private static void write(InstanceStatus instance, StringBuilder text) {
        switch (instance) {
            case Heard heard -> {
                text.append(line(heard.address().toString()));
                new TreeMap<>(TOLD)
                        .forEach((name, metric) ->
                                heard.value(metric)
                                        .ifPresent(value -> text.append(line(told(name, value)))));
            }
            case Silent(var address, var reason) ->
                    text.append(line(address + " does not answer: " + reason));
        }
    }

    private static String told(String name, double value) {
        return String.format(Locale.ROOT, "  %-28s %.0f", name, value);
    }

    private static ObjectNode node(GroupStatus group) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("group", group.group())
                        .put("state", group.state())
                        .put("lag", group.lag());
        add(node, "instances", group.instances());
        var partitions = node.putArray("partitions");
        for (PartitionStatus it : group.partitions()) {
            ObjectNode partition =
                    partitions
                            .addObject()
                            .put("topic", it.topic())
                            .put("partition", it.partition())
                            .put("committed", it.committed())
                            .put("end", it.end())
                            .put("lag", it.lag())
                            .put("owner", it.owner());
            add(partition, "standbys", it.standbys());
        }
        return node;
    }

    private static ObjectNode node(InstanceStatus instance) {
        ObjectNode node = JSON.createObjectNode().put("address", instance.address().toString());
        switch (instance) {
            case Heard heard ->
                    TOLD.forEach((name, metric) ->
                            heard.value(metric).ifPresent(value -> node.put(name, value)));
            case Silent silent -> node.put("silent", silent.reason());
        }
        return node;
    }

    private static void add(ObjectNode node, String name, List<String> texts) {
        var array = node.putArray(name);
        texts.forEach(array::add);
    }

    private static String row(Object... cells) {
        return line(String.format(Locale.ROOT, "  %-20s %9s %10s %10s %8s  %-36s %s", cells));
    }

    private static String line(String text) {
        return text.stripTrailing() + System.lineSeparator();
    }
}
