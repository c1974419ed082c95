/// What a workspace says about itself: its API keys and its settings.
@NullMarked
package io.activityledger.ingest.workspace;

import org.jspecify.annotations.NullMarked;
