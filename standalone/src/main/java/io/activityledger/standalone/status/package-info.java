/// How far has every part of the house come, who works on it, who stands by and what waits?
@NullMarked
package io.activityledger.standalone.status;

import org.jspecify.annotations.NullMarked;
