package io.activityledger.webhooks.delivery;

import java.util.List;

/// One page of something, each entry a JSON object, and how many there are in all.
public record Excerpt(List<byte[]> entries, long total) {

    public Excerpt {
        entries = List.copyOf(entries);
    }
}
