package io.activityledger.standalone.hostile;

import io.activityledger.schemas.Routes;
import io.activityledger.standalone.hostile.HostileRequest.Door;
import io.activityledger.standalone.hostile.HostileRequest.Framing;
import io.activityledger.testkit.Randomly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which request is the `number`th of a seed? The same whoever asks, in whatever order.
public final class HostileRequests {

    /// The ids of the contacts, deals and companies that requests point at.
    public static final List<String> KNOWN = HostileBodies.KNOWN;

    /// What contact `ada` must be for some requests to find her.
    public static final String ADA = "{\"email\":\"" + HostileBodies.ADDRESS + "\"}";

    private static final String GATEWAY = "/functions/v1/api-gateway";
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final List<String> IDS =
            List.of(
                    "c-0",
                    "ada",
                    "h-1",
                    "h-2",
                    "act_x",
                    "act_01a1fcd9-078d-73bb-8bf2-869c7b02412f",
                    "act_5hJ3kM9pQrVwXyZaB2cD4",
                    "act_zzzzzzzzzzzzzzzzzzzzz",
                    "01A1FCD9-078D-73BB-8BF2-869C7B02412F",
                    "%00",
                    "%01",
                    "%ff%fe",
                    "%2e%2e%2f",
                    "%F0%9F%98%80",
                    "a%2Fb",
                    "a;b=c",
                    "%",
                    "%zz",
                    "x".repeat(129),
                    "x".repeat(4_000),
                    "..",
                    "\u00e9");
    private static final List<String> QUERIES =
            List.of(
                    "",
                    "?",
                    "?page=1&per_page=10",
                    "?page=0",
                    "?page=-1&per_page=101",
                    "?page=99999999999999999999",
                    "?page=2147483647&per_page=100",
                    "?page=1&page=2",
                    "?type=call&from_date=2026-01-01&to_date=2026-12-31",
                    "?type=%00&from_date=x",
                    "?type=%ff",
                    "?from_date=2026-02-14T09:30:00+01:00",
                    "?from_date=0000-00-00&to_date=+999999999-12-31",
                    "?to_date=2026-02-30",
                    "?limit=5&cursor=abc",
                    "?cursor=%7B%7D&limit=0",
                    "?sort=-created_at,x",
                    "?is_done=maybe&contact_id=%",
                    "?a=b&&=&c",
                    "?" + "q=1&".repeat(300));

    private static final List<String> TARGETS =
            List.of(
                    "*",
                    "",
                    "http://h/v1/nothing",
                    "v1/nothing",
                    "//",
                    "/%",
                    "/v1/\u00ff\u0001",
                    "/v1/nothing HTTP/1.1\r\nX: 1\r\n\r\nGET /",
                    "/" + "long".repeat(5_000),
                    "/v1/nothing HTTP/9.9 x");

    private final long seed;
    private final String key;
    private final String otherKey;

    /// `key` may do everything in the workspace whose activities are watched, `otherKey` in
    /// another.
    public HostileRequests(long seed, String key, String otherKey) {
        this.seed = seed;
        this.key = key;
        this.otherKey = otherKey;
    }

    public HostileRequest of(int number) {
        var dice = Randomly.seeded(seed ^ SPREAD * (number + 1L));
        var bodies = new HostileBodies(dice);
        int share = dice.number(0, 99);
        if (share < 30) {
            return posted(
                    number, dice, Door.LEADLEX, base(dice, "/v1/activities"), bodies.leadlex());
        }
        if (share < 42) {
            String path = dice.oneOf("", "/reevo") + "/api/v2/activity";
            return posted(number, dice, Door.REEVO, path, bodies.reevo());
        }
        if (share < 54) {
            return posted(
                    number, dice, Door.NODESTASH, "/nodestash/v1/activities", bodies.nodestash());
        }
        if (share < 64) {
            boolean array = dice.inPercent(60);
            byte[] body = array ? bodies.batch("[", ",", "]") : bodies.batch("", "\n", "");
            Door door = array ? Door.BATCH_ARRAY : Door.BATCH_LINES;
            return posted(number, dice, door, base(dice, "/v1/activities/batch"), body);
        }
        if (share < 72) {
            return reference(number, dice, bodies);
        }
        if (share < 80) {
            return reading(number, dice);
        }
        if (share < 86) {
            return administration(number, dice, bodies);
        }
        return share < 94 ? anyDoor(number, dice, bodies) : broken(number, dice, bodies);
    }

    /// How somebody who may asks for an activity.
    public HostileRequest reading(int number, String id) {
        return new HostileRequest(
                number,
                Door.OTHER,
                "GET",
                "/v1/activities/" + id,
                List.of("Host: localhost", "Authorization: Bearer " + key),
                new byte[0],
                Framing.NONE);
    }

    private HostileRequest posted(int number, Randomly dice, Door door, String path, byte[] body) {
        var headers = new HostileHeaders(dice).around(key, contentType(dice, door), true);
        return new HostileRequest(
                number, door, "POST", path + query(dice), headers, body, framing(dice));
    }

    private HostileRequest reference(int number, Randomly dice, HostileBodies bodies) {
        String kind = dice.oneOf("contacts", "deals", "companies");
        String id = dice.inPercent(70) ? "h-" + dice.number(0, 9) : dice.oneOf(IDS.subList(2, 22));
        String path =
                switch (dice.number(0, 4)) {
                    case 0 -> "/v1/" + kind;
                    case 1 -> "/v1/" + kind + "/bulk";
                    default -> "/v1/" + kind + "/" + id;
                };
        String method = path.contains("-") ? dice.oneOf("PUT", "PUT", "GET", "DELETE") : "POST";
        return plain(number, dice, method, base(dice, path), bodies.reference(), key);
    }

    private HostileRequest reading(int number, Randomly dice) {
        String id = dice.oneOf(IDS);
        String path =
                dice.oneOf(
                        "/v1/activities/" + id,
                        "/nodestash/v1/activities/" + id,
                        "/v1/contacts/" + id + "/activities",
                        "/v1/contacts/" + id + "/activities");
        String target = base(dice, path) + dice.oneOf(QUERIES);
        return plain(number, dice, dice.oneOf("GET", "GET", "HEAD"), target, new byte[0], key);
    }

    /// In the other workspace, whose limits and references concern nobody else.
    private HostileRequest administration(int number, Randomly dice, HostileBodies bodies) {
        String path = dice.oneOf("/v1/webhooks", "/v1/api-keys", "/v1/workspace");
        String target = dice.inPercent(40) ? path + "/" + dice.oneOf(IDS) : path;
        String method = dice.oneOf("POST", "POST", "PATCH", "GET", "DELETE");
        return plain(number, dice, method, target, bodies.administration(), otherKey);
    }

    /// Any method at any door, those that come to be later too.
    private HostileRequest anyDoor(int number, Randomly dice, HostileBodies bodies) {
        // A stream that opens would not end.
        var route =
                dice.oneOf(
                        Routes.ALL.stream()
                                .filter(each -> !each.path().endsWith("/stream"))
                                .toList());
        String path = dice.oneOf(route.paths()).replaceAll("\\{[^}]*}", "h-" + dice.number(0, 9));
        String odd =
                dice.oneOf(
                        path,
                        path,
                        path,
                        path + "/",
                        "/" + path,
                        path.toUpperCase(Locale.ROOT),
                        path + "/../x",
                        path + "%2f",
                        path + ";jsessionid=1",
                        "/" + dice.oneOf("health/live", "metrics", "internal/x", "openapi.yaml"));
        String method =
                dice.oneOf(
                        "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "FROB",
                        "TRACE");
        return plain(number, dice, method, odd + dice.oneOf(QUERIES), bodies.garbage(), otherKey);
    }

    private HostileRequest plain(
            int number, Randomly dice, String method, String target, byte[] body, String whose) {
        boolean bodiless = method.equals("GET") || method.equals("HEAD");
        var headers = new HostileHeaders(dice).around(whose, contentType(dice, Door.OTHER), false);
        return new HostileRequest(
                number,
                Door.OTHER,
                method,
                target,
                headers,
                bodiless ? new byte[0] : body,
                bodiless && dice.inPercent(95) ? Framing.NONE : framing(dice));
    }

    /// What no HTTP library sends.
    private HostileRequest broken(int number, Randomly dice, HostileBodies bodies) {
        boolean line = dice.inPercent(50);
        Framing framing =
                line
                        ? Framing.BROKEN_HEAD
                        : dice.oneOf(
                                Framing.BROKEN_CHUNKS,
                                Framing.CUT_SHORT,
                                Framing.TWO_LENGTHS,
                                Framing.LENGTH_AND_CHUNKS);
        var headers = new ArrayList<>(List.of("Host: h", "Authorization: Bearer " + key));
        if (line && dice.inPercent(50)) {
            headers.add(dice.oneOf(HostileHeaders.BROKEN));
        }
        String path = "/v1/activities";
        String target = line && dice.inPercent(50) ? dice.oneOf(TARGETS) : path;
        String method =
                line && dice.inPercent(20) ? dice.oneOf("", "P OST", "\u0001", "post") : "POST";
        return new HostileRequest(
                number, Door.LEADLEX, method, target, headers, bodies.leadlex(), framing);
    }

    private static String base(Randomly dice, String path) {
        return path.startsWith("/v1/") && dice.inPercent(20) ? GATEWAY + path : path;
    }

    private static String query(Randomly dice) {
        return dice.inPercent(5) ? dice.oneOf(QUERIES) : "";
    }

    private static Framing framing(Randomly dice) {
        return dice.inPercent(15) ? Framing.CHUNKED : Framing.LENGTH;
    }

    private static String contentType(Randomly dice, Door door) {
        String usual = door == Door.BATCH_LINES ? "application/x-ndjson" : "application/json";
        return dice.inPercent(92)
                ? usual
                : dice.oneOf(
                        "application/json; charset=utf-16",
                        "APPLICATION/JSON ;charset=utf-8",
                        "application/vnd.api+json",
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/x-ndjson",
                        "application/json",
                        "",
                        "\u00e9",
                        "json".repeat(500));
    }
}
