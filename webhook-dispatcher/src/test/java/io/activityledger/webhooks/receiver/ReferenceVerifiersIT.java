package io.activityledger.webhooks.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.activityledger.testkit.Randomly;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Do the reference libraries accept every delivery, and reject each that was tampered with? In
/// Java that of Standard Webhooks; in JavaScript the same, and that of Svix in the last version
/// that has code of its own.
class ReferenceVerifiersIT {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/reference-verifiers");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int DELIVERIES = 200;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SIGNED =
            List.of("webhook-id", "webhook-timestamp", "webhook-signature");

    @TempDir Path temp;

    /// What a receiver got, and the secret that it knows.
    private record Case(String secret, Map<String, String> headers, String body, boolean genuine) {}

    @Test
    void theJavaLibraryAcceptsEachAndRejectsWhatWasTamperedWith() {
        // Given
        List<Case> cases = cases();

        // When
        List<Case> wronglyJudged =
                cases.stream().filter(it -> accepted(it) != it.genuine()).toList();

        // Then
        assertThat(wronglyJudged).isEmpty();
    }

    @Test
    void theJavaScriptLibrariesAcceptEachAndRejectWhatWasTamperedWith() throws Exception {
        // Given
        Assumptions.assumeTrue(
                isThere("node") && isThere("npm"),
                "Node and npm are not installed: the verifiers in JavaScript are not asked.");
        install();
        List<Case> cases = cases();
        List<String> lines = new ArrayList<>();
        for (Case each : cases) {
            lines.add(JSON.writeValueAsString(each));
        }
        Path file = Files.write(temp.resolve("cases.jsonl"), lines);

        // When
        List<String> judged = run("node", "verify.js", file.toAbsolutePath().toString());

        // Then
        long genuine = cases.stream().filter(Case::genuine).count();
        String all = " accepted=%d rejected=%d".formatted(genuine, cases.size() - genuine);
        assertThat(judged).containsExactly("standardwebhooks" + all, "svix" + all);
    }

    /// Each delivery as each of its secrets' owners gets it, and in each way changed on its way.
    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Randomly.runs(
                DELIVERIES,
                randomly -> {
                    List<EndpointSecret> secrets = new ArrayList<>();
                    for (int each = randomly.number(1, 5); each > 0; each--) {
                        secrets.add(secret(randomly));
                    }
                    String body = "{\"n\":" + randomly.number(0, 1_000_000) + ",\"s\":\"größe\"}";
                    Map<String, String> headers = headers(secrets, body, randomly);
                    for (EndpointSecret secret : secrets) {
                        cases.add(new Case(secret.text(), headers, body, true));
                    }
                    tampered(secrets.getFirst(), headers, body, randomly, cases);
                });
        return cases;
    }

    private static void tampered(
            EndpointSecret secret,
            Map<String, String> headers,
            String body,
            Randomly randomly,
            List<Case> cases) {
        String known = secret.text();
        cases.add(new Case(secret(randomly).text(), headers, body, false));
        cases.add(new Case(known, headers, body + " ", false));
        cases.add(new Case(known, headers, body.replace("größe", "grosse"), false));
        cases.add(new Case(known, with(headers, "webhook-id", "msg_other"), body, false));
        long at = Long.parseLong(headers.getOrDefault("webhook-timestamp", ""));
        for (long other : List.of(at + 1, at - 1, at - 600, at + 600)) {
            cases.add(
                    new Case(
                            known,
                            with(headers, "webhook-timestamp", Long.toString(other)),
                            body,
                            false));
        }
        String signatures = headers.getOrDefault("webhook-signature", "");
        for (String other :
                List.of(
                        signatures.replace("v1,", "v1,A"),
                        signatures.replace("v1,", "v2,"),
                        "v1,",
                        "v1," + Base64.getEncoder().encodeToString(new byte[32]))) {
            cases.add(new Case(known, with(headers, "webhook-signature", other), body, false));
        }
    }

    private static Map<String, String> headers(
            List<EndpointSecret> secrets, String body, Randomly randomly) {
        var shipment =
                new Shipment(
                        "acme",
                        URI.create("https://receiver.example/"),
                        "msg_" + randomly.number(0, 1_000_000),
                        "d1",
                        Instant.now(),
                        secrets,
                        body.getBytes(UTF_8),
                        Duration.ofSeconds(1));
        Map<String, String> signed = new LinkedHashMap<>(Signature.headers(shipment));
        signed.keySet().retainAll(SIGNED);
        return signed;
    }

    private static EndpointSecret secret(Randomly randomly) {
        byte[] bytes = new byte[32];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) randomly.number(0, 255);
        }
        return new EndpointSecret(
                EndpointSecret.PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static boolean accepted(Case each) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        each.headers().forEach((name, value) -> lists.put(name, List.of(value)));
        try {
            new Webhook(each.secret()).verify(each.body(), lists);
            return true;
        } catch (WebhookVerificationException rejected) {
            return false;
        }
    }

    private static void install() throws Exception {
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", "verify.js")) {
            Files.copy(
                    SOURCES.resolve(file),
                    INSTALLED.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    private static boolean isThere(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /// Runs a command where the verifiers are installed; answers what it printed.
    private static List<String> run(String... command) throws Exception {
        Path output = Files.createTempFile("verifiers", ".out");
        Path errors = Files.createTempFile("verifiers", ".err");
        var process =
                new ProcessBuilder(List.of(command))
                        .directory(INSTALLED.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue())
                .as("%s: %s", List.of(command), Files.readString(errors))
                .isZero();
        return Files.readAllLines(output);
    }
}
