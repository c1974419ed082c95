/// What every endpoint of this service does alike: read a JSON body, refuse in the dialect.
@NullMarked
package io.activityledger.ingest.http;

import org.jspecify.annotations.NullMarked;
