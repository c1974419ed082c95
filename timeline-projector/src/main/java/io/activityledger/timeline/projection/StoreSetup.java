package io.activityledger.timeline.projection;

/// What do all stores of one kind have in common?
///
/// @param directory the database's: stores with the same one share it
record StoreSetup(
        String name,
        String directory,
        String topic,
        int format,
        Databases databases,
        KafkaRestoreListener listener,
        StoreLimits limits) {}
