package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.testkit.Randomly;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import io.activityledger.webhooks.endpoint.EndpointBook.Taken;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointBookTest {

    private static final Instant LATER = Facts.NOON.plusSeconds(60);
    private static final LastDelivery FAILED = new LastDelivery(false, LATER);

    private final EndpointBook book = new EndpointBook(Facts.secrets());

    @Test
    void anEndpointIsWhatItsCreationSaid() {
        // Given
        Endpoint one = Facts.endpoint("one", Facts.NOON);

        // When
        Taken taken = book.take(Facts.created(one));

        // Then
        assertThat(taken).isEqualTo(new Taken.Whole());
        assertThat(book.publish().find("acme", "one")).contains(one);
        assertThat(book.publish().of("acme")).containsExactly(one);
        assertThat(book.publish().of("other")).isEmpty();
    }

    @Test
    void factsOfDifferentKeysAddUpToTheSameInEveryOrder() {
        Randomly.runs(
                200,
                randomly -> {
                    // Given
                    List<Fact> facts = factsOfThree();
                    EndpointBook ordered = new EndpointBook(Facts.secrets());
                    EndpointBook shuffled = new EndpointBook(Facts.secrets());

                    // When
                    facts.forEach(ordered::take);
                    for (Fact fact : randomly.shuffled(facts)) {
                        shuffled.take(fact);
                        if (randomly.inPercent(30)) {
                            shuffled.publish();
                        }
                    }

                    // Then
                    assertThat(shuffled.publish().of("acme"))
                            .isEqualTo(ordered.publish().of("acme"))
                            .extracting(Endpoint::id)
                            .containsExactly("young", "old");
                });
    }

    @Test
    void whatIsConfiguredLaterWinsOverTheCreation() {
        // When
        factsOfThree().forEach(book::take);

        // Then
        Endpoint old = book.publish().find("acme", "old").orElseThrow();
        assertThat(old.url()).isEqualTo(URI.create("https://moved.example/"));
        assertThat(old.events()).containsExactly("deal.created");
        assertThat(old.description()).isNull();
        assertThat(old.active()).isFalse();
        assertThat(old.lastDelivery()).isEqualTo(FAILED);
        assertThat(old.from()).containsExactly(3L, 0L, 41L);
    }

    @Test
    void theNewestSecretSignsFirst() {
        // Given
        Endpoint one = Facts.endpoint("one", Facts.NOON);
        EndpointSecret newer = Facts.secrets().mint();
        String sealed = Facts.secrets().seal(newer, "acme", "one");

        // When
        book.take(Facts.fact("one", "secret/1", "{\"secret\":\"" + sealed + "\"}"));
        book.take(Facts.created(one));

        // Then
        assertThat(book.publish().find("acme", "one").orElseThrow().secrets())
                .extracting(EndpointSecret::text)
                .containsExactly(newer.text(), Facts.SHOWN.text());
    }

    @Test
    void whatIsDeletedStaysDeletedWhateverFollows() {
        // Given
        Endpoint one = Facts.endpoint("one", Facts.NOON);
        book.take(EndpointFacts.deleted(one, LATER, "ada"));

        // When
        book.take(Facts.created(one));
        book.take(EndpointFacts.health("acme", "one", FAILED, LATER));

        // Then
        assertThat(book.publish().of("acme")).isEmpty();
        assertThat(book.publish().find("acme", "one")).isEmpty();
    }

    @Test
    void whatWasPublishedNeverChanges() {
        // Given
        book.take(Facts.created(Facts.endpoint("one", Facts.NOON)));
        EndpointDirectory before = book.publish();

        // When
        book.take(Facts.fact("one", "deleted", "{}"));
        book.take(Facts.created(Facts.endpoint("two", Facts.NOON)));
        EndpointDirectory after = book.publish();

        // Then
        assertThat(before.of("acme")).extracting(Endpoint::id).containsExactly("one");
        assertThat(after.of("acme")).extracting(Endpoint::id).containsExactly("two");
    }

    @Test
    void aWithdrawnFactIsAsIfItHadNeverBeenSaid() {
        // Given
        Endpoint one = Facts.endpoint("one", Facts.NOON);
        Fact muted = Facts.fact("one", "config/active", "{\"value\":false}");
        book.take(Facts.created(one));
        book.take(muted);

        // When
        book.withdraw(muted.recordKey(Aggregate.WEBHOOK).text());

        // Then
        assertThat(book.publish().find("acme", "one")).contains(one);
    }

    @Test
    void anEndpointWhoseSecretCannotBeOpenedIsThereWithoutOne() {
        // Given
        Endpoint one = Facts.endpoint("one", Facts.NOON);
        Fact fact =
                EndpointFacts.created(
                        one, Facts.secrets().seal(Facts.SHOWN, "acme", "another"), "ada");

        // When
        Taken taken = book.take(fact);

        // Then
        assertThat(taken).isEqualTo(new Taken.Unopened());
        assertThat(book.publish().find("acme", "one").orElseThrow().secrets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{}",
                "{\"url\":\"no url\",\"events\":[],\"active\":true,\"secret\":\"\",\"from\":[]}",
                "{\"url\":\"http://a\",\"events\":[1],\"active\":true,\"secret\":\"\",\"from\":[]}",
                "{\"url\":\"http://a\",\"events\":[],\"active\":1,\"secret\":\"\",\"from\":[]}",
                "{\"url\":\"http://a\",\"events\":[],\"active\":true,\"secret\":\"\",\"from\":[-1]}"
            })
    void aDamagedFactIsPassedOver(String json) {
        // Given
        Endpoint one = Facts.endpoint("one", Facts.NOON);
        book.take(Facts.created(one));

        // When
        Taken taken = book.take(Facts.fact("one", "created", json));

        // Then
        assertThat(taken).isInstanceOf(Taken.Damaged.class);
        assertThat(book.publish().find("acme", "one")).contains(one);
    }

    @Test
    void factsOfALaterVersionOfTheHouseChangeNothing() {
        // Given
        Endpoint one = Facts.endpoint("one", Facts.NOON);
        book.take(Facts.created(one));

        // When
        Taken taken = book.take(Facts.fact("one", "config/shade", "{\"value\":{}}"));

        // Then
        assertThat(taken).isEqualTo(new Taken.Whole());
        assertThat(book.publish().find("acme", "one")).contains(one);
    }

    /// One that was changed in every way, one that was not, one that was deleted.
    private static List<Fact> factsOfThree() {
        Endpoint old = Facts.endpoint("old", Facts.NOON);
        Endpoint young = Facts.endpoint("young", LATER);
        Endpoint gone = Facts.endpoint("gone", LATER);
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.created(old));
        facts.add(Facts.fact("old", "config/url", "{\"value\":\"https://moved.example/\"}"));
        facts.add(Facts.fact("old", "config/events", "{\"value\":[\"deal.created\"]}"));
        facts.add(Facts.fact("old", "config/description", "{\"value\":null}"));
        facts.add(Facts.fact("old", "config/active", "{\"value\":false}"));
        facts.add(EndpointFacts.health("acme", "old", FAILED, LATER));
        facts.add(Facts.created(young));
        facts.add(Facts.created(gone));
        facts.add(EndpointFacts.health("acme", "gone", FAILED, LATER));
        facts.add(EndpointFacts.deleted(gone, LATER, "ada"));
        return facts;
    }
}
