package io.activityledger.webhooks.delivery;

import java.util.concurrent.Semaphore;

/// How many may call one receiver at a time? Their number may change while some are taken: what is
/// too many then goes as it is given back.
///
/// Resized by the lane's thread alone, taken and given back by any.
final class Places extends Semaphore {

    private static final long serialVersionUID = 1;

    private int size;

    Places(int size) {
        super(size, true);
        this.size = size;
    }

    void resize(int to) {
        if (to > size) {
            release(to - size);
        } else if (to < size) {
            reducePermits(size - to);
        }
        size = to;
    }
}
