package io.activityledger.timeline.planted;

import com.fasterxml.jackson.annotation.JsonProperty;

record LooksLikeJson(@JsonProperty("the_name") String name) {}
