/// Tests of keys and workspaces.
@NullMarked
package io.activityledger.ingest.workspace;

import org.jspecify.annotations.NullMarked;
