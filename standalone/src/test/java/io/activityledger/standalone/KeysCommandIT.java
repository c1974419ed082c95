package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.Distribution;
import io.activityledger.testkit.HttpProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first key of a house is made, used and revoked from the command line.
class KeysCommandIT {

    @TempDir private Path temp;

    @Test
    void aKeyFromTheCommandLineOpensItsDoorsUntilItIsRevoked() throws Exception {
        // Given
        var house =
                DevProcess.onFreePorts(temp.resolve("data"), temp.resolve("output")).awaitReady();

        // When
        String key = run(house, "create", "--workspace=acme", "--name=first").strip();

        // Then
        assertThat(key).matches("wbk_live_[0-9A-Za-z]{32}");
        try (var client = new HttpProbe(house.address(), key)) {
            assertThat(client.put("/v1/contacts/c1", "{}").status()).isEqualTo(201);
            String listed = run(house, "list", "--workspace=acme");
            assertThat(listed).contains("first", "unmetered").doesNotContain(key);
            run(house, "revoke", "--workspace=acme", listed.split("\t", -1)[0]);
            Awaitility.await().until(() -> client.get("/v1/api-keys").status() == 401);
        }
        house.terminate();
        assertThat(house.awaitEnd()).isIn(0, 143);
    }

    private static String run(DevProcess house, String... arguments) throws Exception {
        var command = new ArrayList<>(Distribution.ofThisBuild().ledger());
        command.add("keys");
        command.addAll(List.of(arguments));
        var building = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        building.environment().put("LEDGER_KAFKA_BOOTSTRAP", told(house, "broker +(\\S+)"));
        building.environment().put("LEDGER_REGISTRY_URL", told(house, "registry +(\\S+)"));
        var process = building.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String told(DevProcess house, String pattern) {
        var line = Pattern.compile("(?m)^  " + pattern).matcher(house.output());
        assertThat(line.find()).as(house.output()).isTrue();
        return line.group(1);
    }
}
