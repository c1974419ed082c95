package io.activityledger.schemas;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which permissions does a name stand for? The vendors' vocabularies side by side.
///
/// ```
/// activities:read   read:activities   that one, in both word orders
/// activities:write  write:activities  that one, and no reading
/// activities:*      admin:activities  both
/// read              write    lexi     of all that a workspace records: reading; both; both
/// *                 admin             all there is
/// ```
///
/// `read`, `write` and `lexi` reach no API keys and no settings of the workspace: those have to be
/// named. A bare `write` implies reading, as its vendors say.
public final class PermissionNames {

    private static final Set<Permission> GOVERNING =
            EnumSet.of(
                    Permission.KEYS_READ,
                    Permission.KEYS_WRITE,
                    Permission.WORKSPACE_READ,
                    Permission.WORKSPACE_WRITE);
    private static final Map<String, String> OTHER_RESOURCES =
            Map.of(
                    "keys", "api_keys",
                    "workspace", "workspaces",
                    "companies", "accounts",
                    "deals", "opportunities");
    private static final Map<String, Set<Permission>> NAMES = names();

    private PermissionNames() {}

    /// The permissions of that name, in whatever case it is written; none where nobody knows it.
    public static Set<Permission> meaning(String name) {
        return NAMES.getOrDefault(name.strip().toLowerCase(Locale.ROOT), Set.of());
    }

    /// The names in which keys and refusals speak, in their order.
    public static List<String> spoken() {
        return Stream.of(Permission.values()).map(Permission::text).toList();
    }

    private static Map<String, Set<Permission>> names() {
        Map<String, Set<Permission>> names = new HashMap<>();
        for (Permission permission : Permission.values()) {
            String resource = resource(permission);
            String action = action(permission);
            for (String called : called(resource)) {
                names.put(called + ":" + action, EnumSet.of(permission));
                names.put(action + ":" + called, EnumSet.of(permission));
                Set<Permission> both = those(it -> resource(it).equals(resource));
                names.put(called + ":*", both);
                names.put("admin:" + called, both);
            }
        }
        Set<Permission> recorded = those(it -> !GOVERNING.contains(it));
        names.put("read", those(it -> recorded.contains(it) && action(it).equals("read")));
        names.put("write", recorded);
        names.put("lexi", recorded);
        names.put("*", EnumSet.allOf(Permission.class));
        names.put("admin", EnumSet.allOf(Permission.class));
        names.replaceAll((_, meaning) -> Collections.unmodifiableSet(meaning));
        return Map.copyOf(names);
    }

    private static List<String> called(String resource) {
        String other = OTHER_RESOURCES.getOrDefault(resource, resource);
        return other.equals(resource) ? List.of(resource) : List.of(resource, other);
    }

    private static Set<Permission> those(Predicate<Permission> wanted) {
        return Stream.of(Permission.values())
                .filter(wanted)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }

    private static String resource(Permission permission) {
        return permission.text().substring(0, permission.text().indexOf(':'));
    }

    private static String action(Permission permission) {
        return permission.text().substring(permission.text().indexOf(':') + 1);
    }
}
