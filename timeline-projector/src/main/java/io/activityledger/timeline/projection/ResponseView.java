package io.activityledger.timeline.projection;

import io.activityledger.schemas.Activity;
import java.util.function.Function;

/// How does an activity stand in a row?
///
/// @param json the bytes that every page copies out
/// @param tail what these leave out, in few bytes
public record ResponseView(Function<Activity, byte[]> json, Function<Activity, byte[]> tail) {}
