package io.activityledger.access;

import java.time.Duration;

/// How many requests are allowed within which window?
record RateLimit(long requests, Duration window) {}
