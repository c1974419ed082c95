# One image for every part of the Activity Ledger; the first argument says which: ingest-api,
# timeline-projector, webhook-dispatcher. Holds what `./ledger --version` built; downloads nothing but its base,
# of which it wants a Java 25 and bash.
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE}

COPY standalone/target/dist/lib /opt/ledger/lib

# A user without a name: nothing of the base has to be changed for it.
RUN mkdir /var/lib/ledger && chown 10001:10001 /var/lib/ledger && touch -d @0 /var/lib/ledger /var/lib
USER 10001:10001

# What lies there can be read again from Kafka; keeping it makes a restart quick. Beside it only /tmp is written to, so that the
# rest may be read-only.
VOLUME /var/lib/ledger
WORKDIR /var/lib/ledger

# 8080: the API, health and metrics. The others: instances of a service among themselves.
# Two arenas: memory that RocksDB returns goes back to the system.
ENV LEDGER_DATA_DIR=/var/lib/ledger \
    LEDGER_HTTP_HOST=0.0.0.0 \
    LEDGER_HTTP_PORT=8080 \
    LEDGER_INTERNAL_HOST=0.0.0.0 \
    LEDGER_WEBHOOKS_INTERNAL_HOST=0.0.0.0 \
    MALLOC_ARENA_MAX=2
EXPOSE 8080 8181 8282

HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$LEDGER_HTTP_PORT && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

# The heap is 40 % of what the container may take: the databases' memory, buffers and code lie outside it (docs/operations.md).
# A JVM without memory ends and is started again rather than going on half alive. More options: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=40", "-XX:+ExitOnOutOfMemoryError", "-Xss512k", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-cp", "/opt/ledger/lib/*", "io.activityledger.standalone.Ledger"]
CMD ["--help"]
