/// A real broker and a real schema registry for one machine, as classes, with the directory they
/// keep their data in.
@NullMarked
package io.activityledger.embedded;

import org.jspecify.annotations.NullMarked;
