package io.activityledger.timeline.planted;

import org.apache.kafka.common.TopicPartition;

final class KnowsTopics {
    TopicPartition partition = new TopicPartition("letters", 0);
}
