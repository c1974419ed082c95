package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.receiver.AddressRules;
import io.activityledger.webhooks.receiver.AddressSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Who asks for a webhook is told at once that it leads inwards.
class TricksAtCreationTest {

    private static final AddressRules RULES =
            new AddressRules(AddressSettings.strict(), _ -> false);

    @ParameterizedTest
    @FieldSource("io.activityledger.webhooks.receiver.Tricks#URLS")
    void aTrickIsRefusedWhenItIsAskedFor(String trick) {
        assertThat(urls(List.of()).judge(trick)).isInstanceOf(ReceiverUrls.Judged.Refused.class);
    }

    @ParameterizedTest
    @FieldSource("io.activityledger.webhooks.receiver.Tricks#ADDRESSES")
    void aNameThatLeadsInwardsIsRefusedWhateverElseItLeadsTo(String inner) {
        // Given
        var addresses = List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral(inner));

        // When
        var judged = urls(addresses).judge("https://receiver.example/hook");

        // Then
        assertThat(judged).isInstanceOf(ReceiverUrls.Judged.Refused.class);
    }

    private static ReceiverUrls urls(List<InetAddress> addresses) {
        return new ReceiverUrls(
                url -> RULES.complaint("acme", url),
                RULES::complaint,
                _ -> addresses,
                Duration.ofSeconds(5));
    }
}
