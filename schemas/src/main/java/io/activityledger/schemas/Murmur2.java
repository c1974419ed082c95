package io.activityledger.schemas;

/// Which hash does Kafka's default partitioner take of a key? Austin Appleby's 32-bit MurmurHash2
/// with Kafka's seed.
final class Murmur2 {

    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Murmur2() {}

    static int hash(byte[] key) {
        int hash = SEED ^ key.length;
        int whole = key.length & ~3;
        for (int at = 0; at < whole; at += 4) {
            hash = (hash * MULTIPLIER) ^ mixed(littleEndian(key, at));
        }
        return finished(withTail(key, whole, hash));
    }

    private static int littleEndian(byte[] key, int at) {
        return (key[at] & 0xff)
                | (key[at + 1] & 0xff) << 8
                | (key[at + 2] & 0xff) << 16
                | (key[at + 3] & 0xff) << 24;
    }

    private static int mixed(int word) {
        int product = word * MULTIPLIER;
        return (product ^ (product >>> SHIFT)) * MULTIPLIER;
    }

    private static int withTail(byte[] key, int from, int hash) {
        int tail = key.length - from;
        if (tail == 0) {
            return hash;
        }
        int mixed = hash;
        for (int at = 0; at < tail; at++) {
            mixed ^= (key[from + at] & 0xff) << (8 * at);
        }
        return mixed * MULTIPLIER;
    }

    private static int finished(int hash) {
        int result = (hash ^ (hash >>> 13)) * MULTIPLIER;
        return result ^ (result >>> 15);
    }
}
