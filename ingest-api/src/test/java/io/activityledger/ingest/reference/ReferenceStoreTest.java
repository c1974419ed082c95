package io.activityledger.ingest.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceStoreTest {

    private static final byte[] ADA = "acme/contact/ada".getBytes(UTF_8);
    private static final byte[] BOB = "acme/contact/bob".getBytes(UTF_8);

    @TempDir Path temp;

    @Test
    void aLifeBeginsWithItsFirstRecordAndAgainAfterADeletion() {
        try (var store = open("topic-1")) {
            // Given
            store.apply(List.of(put(ADA, 3), put(ADA, 4)), Map.of(0, 5L));
            store.apply(List.of(put(ADA, 5)), Map.of(0, 6L));
            long first = created(store, ADA);

            // When
            store.apply(
                    List.of(put(BOB, 6), new ReferenceChange.Delete(ADA), put(ADA, 8)),
                    Map.of(0, 9L));

            // Then
            assertThat(first).isEqualTo(3);
            assertThat(created(store, ADA)).isEqualTo(8);
            assertThat(created(store, BOB)).isEqualTo(6);
            assertThat(store.find(ADA).orElseThrow().value()).isEqualTo("at 8".getBytes(UTF_8));
        }
    }

    @Test
    void whatIsDeletedIsNotFound() {
        try (var store = open("topic-1")) {
            // Given
            store.apply(List.of(put(ADA, 0)), Map.of(0, 1L));

            // When
            store.apply(List.of(new ReferenceChange.Delete(ADA)), Map.of(0, 2L));

            // Then
            assertThat(store.find(ADA)).isEmpty();
        }
    }

    @Test
    void anAddressLeadsToWhoHasItNowAndToNobodyElse() {
        byte[] jane = StoredEmail.address("acme", Subject.Kind.CONTACT, "Jane@Example.com");
        byte[] joe = StoredEmail.address("acme", Subject.Kind.CONTACT, "joe@example.com");
        byte[] strange = StoredEmail.address("other", Subject.Kind.CONTACT, "jane@example.com");
        try (var store = open("topic-1")) {
            // Given
            store.apply(List.of(named(ADA, "ada", "jane@example.COM")), Map.of(0, 1L));
            List<String> first = store.owners(jane);
            store.apply(
                    List.of(
                            named(BOB, "bob", " JANE@example.com"),
                            named(ADA, "ada", "joe@example.com"),
                            named(ADA, "ada", "jane@example.com")),
                    Map.of(0, 4L));
            List<String> both = store.owners(jane);

            // When
            store.apply(
                    List.of(named(ADA, "ada", "joe@example.com"), new ReferenceChange.Delete(BOB)),
                    Map.of(0, 6L));

            // Then
            assertThat(first).containsExactly("ada");
            assertThat(both).containsExactlyInAnyOrder("ada", "bob");
            assertThat(store.owners(jane)).isEmpty();
            assertThat(store.owners(joe)).containsExactly("ada");
            assertThat(store.owners(strange)).isEmpty();
        }
    }

    @Test
    void rowsAndOffsetsAreThereAfterAReopening() {
        // Given
        try (var store = open("topic-1")) {
            store.apply(List.of(put(ADA, 7)), Map.of(2, 8L, 3, 0L));
        }

        // When
        try (var store = open("topic-1")) {
            // Then
            assertThat(store.next(2)).isEqualTo(8);
            assertThat(store.next(1)).isZero();
            assertThat(store.find(ADA)).isPresent();
        }
    }

    @Test
    void theCopyOfAnotherTopicIsThrownAway() {
        // Given
        try (var store = open("topic-1")) {
            store.apply(List.of(put(ADA, 7)), Map.of(0, 8L));
        }

        // When
        try (var store = open("topic-2")) {
            // Then
            assertThat(store.next(0)).isZero();
            assertThat(store.find(ADA)).isEmpty();
        }
    }

    @Test
    void aDamagedCopyIsToldFromABusyOneAndIsEmptyOnceCondemned() throws IOException {
        // Given
        try (var store = open("topic-1")) {
            store.apply(List.of(put(ADA, 7)), Map.of(0, 8L));
            assertThatThrownBy(() -> open("topic-1"))
                    .isInstanceOf(StoreFailure.class)
                    .isNotInstanceOf(StoreBroken.class);
        }
        Files.writeString(temp.resolve("copy").resolve("CURRENT"), "nonsense");
        assertThatThrownBy(() -> open("topic-1")).isInstanceOf(StoreBroken.class);

        // When
        new StoreDirectory(temp.resolve("copy")).condemn();

        // Then
        try (var store = open("topic-1")) {
            assertThat(store.next(0)).isZero();
            assertThat(store.find(ADA)).isEmpty();
        }
    }

    @Test
    void closingUnderReadersEndsTheirReadingAndNothingElse() throws Exception {
        for (int round = 0; round < 10; round++) {
            // Given
            var store = open("topic-1");
            store.apply(List.of(put(ADA, 0)), Map.of(0, 1L));
            var reading = new CountDownLatch(16);
            var ended = new AtomicInteger();
            try (var threads = Executors.newFixedThreadPool(16)) {
                IntStream.range(0, 16)
                        .forEach(_ -> threads.execute(() -> readOn(store, reading, ended)));
                reading.await();

                // When
                store.close();
            }

            // Then
            assertThat(ended).hasValue(16);
        }
    }

    private static void readOn(ReferenceStore store, CountDownLatch reading, AtomicInteger ended) {
        try {
            for (int read = 0; ; read++) {
                assertThat(store.find(ADA)).isPresent();
                if (read == 3) {
                    reading.countDown();
                }
            }
        } catch (StoreFailure closed) {
            ended.incrementAndGet();
        }
    }

    private ReferenceStore open(String identity) {
        return ReferenceStore.open(temp.resolve("copy"), identity, ByteSize.mib(8));
    }

    private static ReferenceChange put(byte[] key, long offset) {
        return new ReferenceChange.Put(key, offset, ("at " + offset).getBytes(UTF_8));
    }

    private static ReferenceChange named(byte[] key, String id, String email) {
        var json = "{\"id\":\"%s\",\"email\":\"%s\"}".formatted(id, email);
        var reference = new Reference("acme", Subject.Kind.CONTACT, id, Instant.EPOCH, json);
        return new ReferenceChange.Put(key, 0, json.getBytes(UTF_8), StoredEmail.of(reference));
    }

    private static long created(ReferenceStore store, byte[] key) {
        return store.find(key).orElseThrow().createdOffset();
    }
}
