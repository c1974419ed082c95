/// nodestash's dialect: its requests, its answers, its errors.
@NullMarked
package io.activityledger.dialects.nodestash;

import org.jspecify.annotations.NullMarked;
