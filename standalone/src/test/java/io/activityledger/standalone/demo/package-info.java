@NullMarked
package io.activityledger.standalone.demo;

import org.jspecify.annotations.NullMarked;
