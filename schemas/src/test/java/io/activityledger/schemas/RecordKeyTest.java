package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordKeyTest {

    @ParameterizedTest
    @CsvSource({
        "dev, CONTACT, contact, 123e4567-e89b-12d3-a456-426614174000,"
                + " dev/contact/123e4567-e89b-12d3-a456-426614174000, 16687",
        "dev, DEAL, deal, 3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a,"
                + " dev/deal/3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a, 36238",
        "dev, COMPANY, company, co_7rT4mK9pQsVwXyZaB2cD4, dev/company/co_7rT4mK9pQsVwXyZaB2cD4, 18516",
        "a b, ENTITY, list/x, ä%, a%20b/entity/list%2Fx/%C3%A4%25, 42360",
    })
    void keysAndSlotsAreTheGoldenOnes(
            String workspace, Subject.Kind kind, String type, String id, String text, int slot) {
        RecordKey key = RecordKey.ofSubject(workspace, new Subject(kind, type, id));

        assertThat(key.text()).isEqualTo(text);
        assertThat(key.slot()).isEqualTo(slot);
    }

    @Test
    void partsThatHoldSlashesCannotForgeAnotherKey() {
        RecordKey forged = RecordKey.ofSubject("w/contact", Subject.contact("x"));
        RecordKey honest = RecordKey.ofSubject("w", Subject.entity("contact", "x"));

        assertThat(forged.text()).isNotEqualTo(honest.text()).isEqualTo("w%2Fcontact/contact/x");
    }

    @Test
    void thePartitionOfASlotIsTheOneKafkasDefaultPartitionerChooses() {
        var dice = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            RecordKey key =
                    RecordKey.ofSubject(
                            "w" + dice.nextInt(9), Subject.contact("c" + dice.nextLong()));
            int partitions = 1 << dice.nextInt(13);

            assertThat(key.partition(partitions))
                    .as(key.text())
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.bytes(), partitions));
        }
    }

    @Test
    void ourMurmurIsKafkasAtEveryLength() {
        var dice = new Random(11);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            dice.nextBytes(bytes);

            assertThat(Murmur2.hash(bytes)).as("length %d", length).isEqualTo(Utils.murmur2(bytes));
        }
        assertThat(Murmur2.hash("21".getBytes(StandardCharsets.UTF_8))).isEqualTo(-973932308);
    }
}
