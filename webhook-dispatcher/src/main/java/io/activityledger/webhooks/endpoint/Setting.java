package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.json.Json;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What may be set about an endpoint beyond what LeadLex knows, and what may each hold? Read the
/// same from requests and from facts.
enum Setting {
    FILTERS,
    RATE_LIMIT,
    MAX_IN_FLIGHT,
    ORDERING,
    /// On the topic its value is sealed.
    HEADERS,
    TIMEOUT,
    SCHEDULE;

    static final int MOST_PER_SECOND = 1_000;
    static final int MOST_IN_FLIGHT = 64;
    static final int LONGEST_TIMEOUT = 30;
    static final int MOST_WAITS = 20;
    static final int LONGEST_WAIT = 86_400;

    /// As requests, answers and facts name it.
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Setting> of(String field) {
        for (Setting setting : values()) {
            if (setting.field().equals(field)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /// What is wrong with such a value, to follow the name; null is always sound: as the house has
    /// it.
    Optional<String> complaint(Json value) {
        try {
            settings(Map.of(this, value));
            return Optional.empty();
        } catch (UnsoundSetting unsound) {
            return Optional.of(unsound.complaint());
        }
    }

    /// What these add up to; each was found sound before.
    static EndpointSettings settings(Map<Setting, Json> values) {
        var given = new EnumMap<Setting, Json>(Setting.class);
        values.forEach((setting, value) -> {
            if (!(value instanceof Json.JsonNull)) {
                given.put(setting, value);
            }
        });
        if (given.isEmpty()) {
            return EndpointSettings.usual();
        }
        return new EndpointSettings(
                or(given.get(FILTERS), EndpointFilter::of, EndpointFilter.all()),
                number(given.get(RATE_LIMIT), MOST_PER_SECOND),
                number(given.get(MAX_IN_FLIGHT), MOST_IN_FLIGHT),
                or(given.get(ORDERING), Setting::ordering, Ordering.NONE),
                or(given.get(HEADERS), CustomHeaders::of, CustomHeaders.none()),
                seconds(given.get(TIMEOUT)),
                waits(given.get(SCHEDULE)));
    }

    private static <T> T or(@Nullable Json value, Function<Json, T> reading, T otherwise) {
        return value == null ? otherwise : reading.apply(value);
    }

    private static @Nullable Integer number(@Nullable Json value, int most) {
        return value == null ? null : whole(value, most);
    }

    private static @Nullable Duration seconds(@Nullable Json value) {
        return value == null ? null : Duration.ofSeconds(whole(value, LONGEST_TIMEOUT));
    }

    private static int whole(Json value, int most) {
        if (value instanceof Json.JsonNumber(String literal) && literal.matches("[1-9]\\d{0,8}")) {
            int number = Integer.parseInt(literal);
            if (number <= most) {
                return number;
            }
        }
        throw new UnsoundSetting("must be a whole number from 1 to " + most);
    }

    private static Ordering ordering(Json value) {
        for (Ordering ordering : Ordering.values()) {
            if (value.equals(new Json.JsonText(ordering.word()))) {
                return ordering;
            }
        }
        throw new UnsoundSetting("must be none or per_subject");
    }

    private static @Nullable List<Duration> waits(@Nullable Json value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Json.JsonArray(var items)) || items.size() > MOST_WAITS) {
            throw new UnsoundSetting("must be an array of at most " + MOST_WAITS + " waits");
        }
        List<Duration> waits = new ArrayList<>();
        for (Json item : items) {
            try {
                waits.add(Duration.ofSeconds(whole(item, LONGEST_WAIT)));
            } catch (UnsoundSetting unsound) {
                throw new UnsoundSetting(
                        "must hold waits in whole seconds, from 1 to " + LONGEST_WAIT);
            }
        }
        return waits;
    }
}
