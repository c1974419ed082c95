# One image for every part of the Activity Ledger; the first argument says which: ingest-api,
# timeline-projector, webhook-dispatcher. Holds what `./ledger --version` built; downloads nothing but its base.
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE}

COPY standalone/target/dist/lib /opt/ledger/lib

RUN useradd --system --uid 10001 --user-group --no-create-home ledger \
    && mkdir /var/lib/ledger \
    && chown ledger:ledger /var/lib/ledger
USER 10001:10001

# What lies there can be read again from Kafka; keeping it makes a restart quick.
VOLUME /var/lib/ledger
WORKDIR /var/lib/ledger

# 8080: the API, health and metrics. The others: instances of a service among themselves.
ENV LEDGER_DATA_DIR=/var/lib/ledger \
    LEDGER_HTTP_HOST=0.0.0.0 \
    LEDGER_HTTP_PORT=8080 \
    LEDGER_INTERNAL_HOST=0.0.0.0 \
    LEDGER_WEBHOOKS_INTERNAL_HOST=0.0.0.0
EXPOSE 8080 8181 8282

HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$LEDGER_HTTP_PORT && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

# More options for the JVM: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", "-Xss512k", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-cp", "/opt/ledger/lib/*", "io.activityledger.standalone.Ledger"]
CMD ["--help"]
