/// Tests of the ingest API's HTTP parts.
@NullMarked
package io.activityledger.ingest.http;

import org.jspecify.annotations.NullMarked;
