/// What is shown of a house at one moment?
@NullMarked
package io.activityledger.standalone.status;

import org.jspecify.annotations.NullMarked;
