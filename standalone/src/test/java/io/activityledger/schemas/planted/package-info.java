/// Classes that break a rule of the house on purpose, so that the rule is seen to bite.
@NullMarked
package io.activityledger.schemas.planted;

import org.jspecify.annotations.NullMarked;
