/// Who wants which activities, where, and with which secrets.
@NullMarked
package io.activityledger.webhooks.endpoint;

import org.jspecify.annotations.NullMarked;
