package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Fact;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.FakeSchemaRegistry;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndpointSecretsTest {

    private final EndpointSecrets secrets = Facts.secrets();

    @Test
    void aSecretHasThirtyTwoBytesAndIsNeverTheSameTwice() {
        // When
        EndpointSecret one = secrets.mint();
        EndpointSecret two = secrets.mint();

        // Then
        assertThat(one.text()).startsWith("whsec_");
        assertThat(one.decoded()).hasSize(32);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void whatIsSealedOpensForItsEndpointAndForNoOther() {
        // When
        String sealed = secrets.seal(Facts.SHOWN, "a/b", "c");

        // Then
        assertThat(secrets.open(sealed, "a/b", "c")).contains(Facts.SHOWN);
        assertThat(secrets.open(sealed, "a", "b/c")).isEmpty();
        assertThat(secrets.open(sealed, "a/b", "d")).isEmpty();
        assertThat(secrets.seal(Facts.SHOWN, "a/b", "c")).isNotEqualTo(sealed);
    }

    @Test
    void theHousesSecretBeforeStillOpens() {
        // Given
        String sealed = secrets.seal(Facts.SHOWN, "acme", "one");
        var after = new EndpointSecrets(List.of(Facts.house(2), Facts.house(1)), new Random(7));
        var stranger = new EndpointSecrets(List.of(Facts.house(2)), new Random(7));

        // When
        String sealedAfter = after.seal(Facts.SHOWN, "acme", "one");

        // Then
        assertThat(after.open(sealed, "acme", "one")).contains(Facts.SHOWN);
        assertThat(stranger.open(sealed, "acme", "one")).isEmpty();
        assertThat(secrets.open(sealedAfter, "acme", "one")).isEmpty();
        assertThat(stranger.open(sealedAfter, "acme", "one")).contains(Facts.SHOWN);
    }

    @Test
    void whatWasTamperedWithOrNeverSealedDoesNotOpen() {
        // Given
        byte[] sealed = Base64.getDecoder().decode(secrets.seal(Facts.SHOWN, "acme", "one"));
        sealed[20] ^= 1;
        String tampered = Base64.getEncoder().encodeToString(sealed);

        // When
        var opened =
                List.of(tampered, "", "AQ==", "not base64!", Facts.SHOWN.text()).stream()
                        .map(text -> secrets.open(text, "acme", "one"))
                        .toList();

        // Then
        assertThat(opened).allMatch(each -> each.isEmpty());
    }

    @Test
    void noSecretStandsInAFactsBytesOrInAnyText() {
        // Given
        Endpoint endpoint = Facts.endpoint("one", Facts.NOON);
        Fact fact = Facts.created(endpoint);

        // When
        byte[] bytes =
                new FactCodec(Topics.WEBHOOK_ENDPOINTS, new FakeSchemaRegistry())
                        .writer()
                        .encode(fact);

        // Then
        byte[] raw = Facts.SHOWN.decoded();
        List<String> spellings =
                List.of(
                        Facts.SHOWN.text().substring("whsec_".length()),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(raw),
                        Base64.getEncoder().encodeToString(Facts.SHOWN.asShown()),
                        HexFormat.of().formatHex(raw),
                        new String(raw, ISO_8859_1));
        assertThat(new String(bytes, ISO_8859_1)).doesNotContain(spellings);
        assertThat(fact.toString()).doesNotContain(spellings);
        assertThat(endpoint.toString()).doesNotContain(spellings);
        assertThat(Facts.SHOWN.toString()).doesNotContain(spellings);
        assertThat(new EndpointMint.Minted(endpoint, Facts.SHOWN, fact).toString())
                .doesNotContain(spellings);
        assertThat(secrets.open(sealedIn(fact), "acme", "one")).contains(Facts.SHOWN);
    }

    private static String sealedIn(Fact fact) {
        return fact.valueJson().replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
    }
}
