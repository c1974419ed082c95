package io.activityledger.webhooks;

import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookAttemptCodec;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.webhooks.attempts.KafkaAttempts;
import io.activityledger.webhooks.attempts.KafkaPatientWriter;
import io.activityledger.webhooks.command.KafkaCommandLog;
import io.activityledger.webhooks.deadletter.KafkaDeadLetters;
import io.activityledger.webhooks.delivery.Courier;
import io.activityledger.webhooks.delivery.DeliveryMeters;
import io.activityledger.webhooks.delivery.DeliveryParts;
import io.activityledger.webhooks.delivery.DeliveryTopology;
import io.activityledger.webhooks.delivery.Desks;
import io.activityledger.webhooks.delivery.Disabling;
import io.activityledger.webhooks.delivery.HealthReports;
import io.activityledger.webhooks.delivery.InFlight;
import io.activityledger.webhooks.delivery.Judgement;
import io.activityledger.webhooks.delivery.KafkaDeliveries;
import io.activityledger.webhooks.endpoint.EndpointLog;
import io.activityledger.webhooks.endpoint.Endpoints;
import io.activityledger.webhooks.receiver.Receivers;
import io.activityledger.webhooks.replay.KafkaActivityScan;
import io.activityledger.webhooks.replay.KafkaReplays;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/// How does the stage that delivers hang together? Made once, started and closed by the dispatcher.
final class DeliveryStage {

    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(2);
    private static final Duration WRITE_PAUSE = Duration.ofMillis(250);

    private final WebhookSettings settings;
    private final Environs environs;
    private final KafkaPatientWriter endings;
    private final KafkaCommandLog commands;
    private final HealthReports health;
    private final InFlight inFlight;
    private final DeliveryMeters meters;
    private final Desks desks = new Desks();

    /// What it stands among.
    ///
    /// @param name stands before the names of the clients
    record Environs(
            String name,
            KafkaClientProperties kafka,
            HttpSchemaRegistryClient registry,
            Endpoints endpoints,
            EndpointLog facts,
            Receivers receivers,
            SystemEnvironment environment) {}

    DeliveryStage(WebhookSettings settings, Environs environs, Metrics metrics) {
        this.settings = settings;
        this.environs = environs;
        endings =
                new KafkaPatientWriter(
                        () ->
                                new KafkaProducer<>(
                                        KafkaSmallBatches.producer(
                                                environs.kafka(), environs.name() + "-endings")),
                        WRITE_PATIENCE,
                        WRITE_PAUSE);
        commands =
                new KafkaCommandLog(
                        () ->
                                new KafkaProducer<>(
                                        environs.kafka().producer(environs.name() + "-commands")),
                        new FactCodec(Topics.WEBHOOK_COMMANDS, environs.registry()),
                        settings.endpoints().answerWithin(),
                        settings.endpoints().maxInFlight());
        health = new HealthReports(environs.facts(), environs.environment().clock());
        inFlight = new InFlight(settings.delivery().inFlight(), settings.delivery().inFlightSick());
        meters = new DeliveryMeters(metrics, environs.environment().clock());
        DeliveryMeters.watch(inFlight, metrics);
    }

    KafkaPatientWriter endings() {
        return endings;
    }

    KafkaCommandLog commands() {
        return commands;
    }

    HealthReports health() {
        return health;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Desks desks() {
        return desks;
    }

    /// @param patient waits for the registry where it has to
    DeliveryTopology topology(WebhookDeliveryCodec deliveries, SchemaRegistry patient) {
        return new DeliveryTopology(
                new DeliveryParts(
                        deliveries,
                        environs.endpoints(),
                        courier(),
                        inFlight,
                        meters,
                        desks,
                        new DeliveryParts.Commands(
                                new FactCodec(Topics.WEBHOOK_COMMANDS, patient), replays(patient)),
                        settings.delivery(),
                        settings.dispatch().patience(),
                        new DeliveryParts.Time(environs.environment().clock(), System::nanoTime)));
    }

    private KafkaReplays replays(SchemaRegistry patient) {
        int partitions = settings.topics().partitions();
        String client = environs.name() + "-replay";
        return new KafkaReplays(
                () ->
                        new KafkaActivityScan(
                                new KafkaConsumer<>(environs.kafka().consumer(client)), partitions),
                new RecordJudge(new EventCodec(patient), partitions),
                environs.endpoints(),
                new KafkaDeliveries(endings, new WebhookDeliveryCodec(environs.registry())),
                settings.delivery().replayRate());
    }

    private Courier courier() {
        var clock = environs.environment().clock();
        var codec = new WebhookDeliveryCodec(environs.registry());
        return new Courier(
                new Courier.Ports(
                        environs.endpoints(),
                        environs.receivers(),
                        new KafkaAttempts(endings, new WebhookAttemptCodec(environs.registry())),
                        new KafkaDeadLetters(endings, codec),
                        new Disabling(
                                environs.endpoints(),
                                environs.facts(),
                                new KafkaDeliveries(endings, codec),
                                clock),
                        health,
                        meters),
                new Judgement(settings.schedule()),
                settings.delivery().timeout(),
                new Courier.Chance(clock, environs.environment().dice()));
    }
}
