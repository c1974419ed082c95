/// Is docs/openapi.yaml true? Its own rules, and every answer held against it.
@NullMarked
package io.activityledger.standalone.openapi;

import org.jspecify.annotations.NullMarked;
