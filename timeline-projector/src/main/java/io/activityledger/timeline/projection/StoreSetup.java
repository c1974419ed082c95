package io.activityledger.timeline.projection;

/// What do all stores of one kind have in common?
record StoreSetup(
        String name,
        String topic,
        int format,
        RocksMemory memory,
        KafkaRestoreListener listener,
        StoreLimits limits) {}
