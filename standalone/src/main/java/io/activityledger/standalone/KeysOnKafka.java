package io.activityledger.standalone;

import io.activityledger.access.AccessSettings;
import io.activityledger.access.KafkaAccess;
import io.activityledger.access.KeyDirectory;
import io.activityledger.access.KeyMint;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.kit.settings.Unusable;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// The keys of all workspaces, for one command: read whole before the first answer; a [CannotStart]
/// says what is missing. Used by one thread.
final class KeysOnKafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    private final AccessSettings settings;
    private final SystemEnvironment environment;
    private final KafkaAccess access;

    private KeysOnKafka(AccessSettings settings, SystemEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
        this.access = new KafkaAccess(settings, environment.clock());
    }

    static KeysOnKafka open(SystemEnvironment environment) {
        var keys = new KeysOnKafka(settings(environment), environment);
        keys.access.start();
        try {
            keys.awaitRead();
            return keys;
        } catch (CannotStart sentence) {
            keys.close();
            throw sentence;
        }
    }

    KeyDirectory current() {
        return access.keys();
    }

    KeyMint mint() {
        return new KeyMint(environment.dice(), environment.clock());
    }

    Instant now() {
        return environment.clock().instant();
    }

    /// Answers when it stands on the topic.
    void say(Fact fact) {
        var kafka = settings.kafka().clientProperties();
        try (var registry = settings.registry().client(HttpSchemaRegistryClient::new);
                var producer = new KafkaProducer<byte[], byte[]>(kafka.producer("ledger-keys"))) {
            var topic = Aggregate.API_KEY.topic();
            byte[] value = new FactCodec(topic, registry).writer().encode(fact);
            var key = fact.recordKey(Aggregate.API_KEY).bytes();
            producer.send(new ProducerRecord<>(topic.name(), 0, key, value))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            throw new CannotStart("Kafka did not take it: " + failure.getMessage(), failure);
        } catch (SchemaRegistry.Unavailable away) {
            throw new CannotStart("The schema registry: " + away.getMessage(), away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted.", stopped);
        }
    }

    @Override
    public void close() {
        access.close();
    }

    private static AccessSettings settings(SystemEnvironment environment) {
        var reader = new SettingsReader(environment.variables());
        try {
            var settings = AccessSettings.read(reader);
            reader.finish();
            return settings;
        } catch (Unusable unusable) {
            throw new CannotStart(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private void awaitRead() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (access.readiness() instanceof Readiness.NotReady(String sentence)) {
            if (System.nanoTime() > deadline) {
                throw new CannotStart("The keys cannot be read: " + sentence);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        switch (access.readNewestKeys()) {
            case CaughtUp.Current _ -> {}
            case CaughtUp.Behind(String reason) -> throw new CannotStart(reason);
            case CaughtUp.Unread(String reason) -> throw new CannotStart(reason);
        }
    }
}
