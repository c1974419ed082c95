package io.activityledger.timeline.projection;

import io.activityledger.schemas.Activity;

/// How does an activity look in answers? The bytes that every page copies out.
@FunctionalInterface
public interface ResponseView {

    byte[] json(Activity activity);
}
