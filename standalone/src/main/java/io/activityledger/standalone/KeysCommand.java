package io.activityledger.standalone;

import io.activityledger.access.KeyFacts;
import io.activityledger.access.KeyMint;
import io.activityledger.access.StoredKey;
import io.activityledger.access.Tier;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.schemas.Permission;
import io.activityledger.schemas.PermissionNames;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ledger keys`: makes, lists and revokes API keys, of any workspace, straight on Kafka: no key is
/// needed, only what reaches the brokers and the registry.
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description =
                "Make, list and revoke API keys. Speaks to Kafka and the schema registry directly,"
                        + " as the services' own variables name them (LEDGER_KAFKA_BOOTSTRAP,"
                        + " LEDGER_REGISTRY_URL, ...); by default those of ./ledger dev.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeysCommand.Create.class,
            KeysCommand.ListAll.class,
            KeysCommand.Revoke.class
        })
final class KeysCommand implements Runnable {

    private static final String BY = "command line";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create, list or revoke?");
    }

    /// Answers with the exit code; what goes wrong is one sentence.
    private static int with(Function<KeysOnKafka, Integer> work) {
        DevLog.quieten();
        try (var keys = KeysOnKafka.open(SystemEnvironment.ofThisProcess())) {
            return work.apply(keys);
        } catch (CannotStart sentence) {
            System.err.println(sentence.getMessage());
            return 1;
        }
    }

    /// `ledger keys create`.
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            showDefaultValues = true,
            sortOptions = false,
            description = "Make a key. It is shown this one time.")
    static final class Create implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(names = "--workspace", required = true, description = "Whose key it is.")
        private String workspace = "";

        @Option(names = "--name", required = true, description = "What people call it.")
        private String name = "";

        @Option(
                names = "--permissions",
                split = ",",
                defaultValue = "*",
                description = "What it may do, such as activities:write,contacts:read; * is all.")
        private List<String> permissions = List.of();

        @Option(
                names = "--tier",
                defaultValue = "unmetered",
                description = "Its rate limits: standard, high or unmetered.")
        private String tier = "";

        @Option(
                names = "--user-id",
                description = "Who is named as the author of what it writes; a fresh id if absent.")
        private @Nullable String userId;

        @Option(names = "--expires-at", description = "Such as 2027-01-01T00:00:00Z.")
        private @Nullable String expiresAt;

        @Override
        public Integer call() {
            var wanted =
                    new KeyMint.Wanted(
                            workspace, name, null, permissions(), tier(), userId, expiry());
            return with(keys -> show(keys, wanted));
        }

        private static int show(KeysOnKafka keys, KeyMint.Wanted wanted) {
            KeyMint.Minted minted = keys.mint().mint(wanted, BY);
            keys.say(minted.created());
            PrintStream out = System.out;
            out.println(minted.key());
            System.err.printf(
                    "id %s, workspace %s, user %s%nKeep the key: it cannot be shown again.%n",
                    minted.stored().id(), minted.stored().workspaceId(), minted.stored().userId());
            return 0;
        }

        private Set<Permission> permissions() {
            Set<Permission> all = EnumSet.noneOf(Permission.class);
            for (String permission : permissions) {
                Set<Permission> meaning = PermissionNames.meaning(permission);
                if (meaning.isEmpty()) {
                    throw wrong(
                            "Nobody knows the permission '%s'; there are %s and *"
                                    .formatted(
                                            permission,
                                            String.join(", ", PermissionNames.spoken())));
                }
                all.addAll(meaning);
            }
            return all;
        }

        private Tier tier() {
            return Tier.ofWord(tier.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> wrong("--tier is standard, high or unmetered"));
        }

        private @Nullable Instant expiry() {
            try {
                return expiresAt == null ? null : Instant.parse(expiresAt);
            } catch (DateTimeException noTime) {
                throw wrong("--expires-at must be a time such as 2027-01-01T00:00:00Z");
            }
        }

        private ParameterException wrong(String sentence) {
            return new ParameterException(spec.commandLine(), sentence);
        }
    }

    /// `ledger keys list`.
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The keys of a workspace that are not revoked, newest first.")
    static final class ListAll implements Callable<Integer> {

        @Option(names = "--workspace", required = true, description = "Whose keys.")
        private String workspace = "";

        @Override
        public Integer call() {
            return with(keys -> {
                keys.current().of(workspace).forEach(key -> System.out.println(line(key)));
                return 0;
            });
        }

        private static String line(StoredKey key) {
            Instant expiry = key.expiresAt();
            return String.join(
                    "\t",
                    key.id(),
                    key.prefix() + "...",
                    key.name(),
                    key.tier().word(),
                    expiry == null ? "never expires" : "expires " + expiry,
                    key.permissions().stream()
                            .sorted()
                            .map(Permission::text)
                            .collect(Collectors.joining(",")));
        }
    }

    /// `ledger keys revoke`.
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "End a key: within a second it opens nothing anywhere.")
    static final class Revoke implements Callable<Integer> {

        @Option(names = "--workspace", required = true, description = "Whose key.")
        private String workspace = "";

        @Parameters(paramLabel = "ID", description = "As 'keys list' shows it.")
        private String id = "";

        @Override
        public Integer call() {
            return with(this::revoke);
        }

        private int revoke(KeysOnKafka keys) {
            StoredKey key =
                    keys.current()
                            .find(workspace, id)
                            .orElseThrow(() -> new CannotStart("There is no such key: " + id));
            keys.say(KeyFacts.revoked(key, keys.now(), BY));
            System.err.println("Revoked " + key.prefix() + "... (" + key.name() + ")");
            return 0;
        }
    }
}
