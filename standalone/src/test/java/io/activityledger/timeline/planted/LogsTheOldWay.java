package io.activityledger.timeline.planted;

import java.util.logging.Logger;

final class LogsTheOldWay {
    Logger log = Logger.getAnonymousLogger();
}
