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
// What the client did goes where errors go: the records alone are printed.
const told = () => ({ label, log }) => console.error(label, log.timestamp, log.logger, log.message, log.error || '');
const kafka = new Kafka({ clientId: 'foreign', brokers: [broker], logLevel: logLevel.INFO, logCreator: told });
const PATIENCE = 35_000;
const ATTEMPTS = 3;
const seen = new Set();

// All records, or a rejection: kafkajs was seen to hear nothing for minutes where a group's coordinator had just come to be.
async function read(groupId) {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise((done, failed) => {
      setTimeout(() => failed(new Error(`${seen.size} of ${count} records after ${PATIENCE} ms`)), PATIENCE);
      // While a broker still loads the group, say, the client starts over by itself.
      consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || failed(payload.error));
      const eachMessage = async ({ partition, message }) => {
        const place = `${partition}/${message.offset}`;
        if (seen.has(place)) return;
        const value = await registry.decode(message.value);
        console.log(JSON.stringify({ partition, key: message.key.toString(), value }));
        seen.add(place);
        if (seen.size === Number(count)) done();
      };
      consumer.run({ eachMessage }).catch(failed);
    });
  } finally {
    consumer.disconnect().catch(console.error);
  }
}

async function readPatiently(attempt) {
  try {
    await read(`foreign-${attempt}`);
  } catch (failure) {
    console.error(failure);
    if (attempt === ATTEMPTS) throw failure;
    await readPatiently(attempt + 1);
  }
}

readPatiently(1).then(
  () => process.exit(0),
  () => process.exit(1),
);
