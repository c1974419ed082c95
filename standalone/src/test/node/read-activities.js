// Reads the first records of a topic as any consumer of another language would, and prints each as a line of JSON.
// Usage: node read-activities.js <broker> <registry> <topic> <count>
const { Kafka, CompressionCodecs, CompressionTypes, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');
const lz4 = require('lz4js');

// kafkajs brings gzip only and takes other codecs this way; the ledger's producer writes lz4.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const [broker, registryUrl, topic, count] = process.argv.slice(2);
const registry = new SchemaRegistry({ host: registryUrl });
const kafka = new Kafka({ clientId: 'foreign', brokers: [broker], logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: 'foreign' });

async function read() {
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const seen = new Set();
  await new Promise((done, failed) => {
    // While a broker still loads the group, say, the client starts over by itself.
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || failed(payload.error));
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          const place = `${partition}/${message.offset}`;
          if (seen.has(place)) return;
          const value = await registry.decode(message.value);
          console.log(JSON.stringify({ partition, key: message.key.toString(), value }));
          seen.add(place);
          if (seen.size === Number(count)) done();
        },
      })
      .catch(failed);
  });
  await consumer.disconnect();
}

read().then(
  () => process.exit(0),
  (failure) => {
    console.error(failure);
    process.exit(1);
  },
);
