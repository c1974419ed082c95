/// The HTTP server every service uses: limits, request ids, errors, health.
@NullMarked
package io.activityledger.kit.http;

import org.jspecify.annotations.NullMarked;
