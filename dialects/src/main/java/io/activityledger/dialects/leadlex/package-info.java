/// The native dialect, LeadLex's: its requests, its answers, its errors.
@NullMarked
package io.activityledger.dialects.leadlex;

import org.jspecify.annotations.NullMarked;
