package io.activityledger.kit.http;

/// A refusal that no endpoint made: what a dialect needs to put it into its envelope.
///
/// @param code such as `not_found`
/// @param path as requested, still encoded
public record HttpError(int status, String code, String message, String path, String requestId) {}
