package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.rocksdb.RocksDBException;

/// The rows of several lists as one list in their order: how many are there, how many stand before
/// a bound, and which follow from the n-th on? No row may stand in two of the lists.
///
/// The n-th is found without reading what stands before it. Of each list a window of blocks is kept
/// in which it must stand; the coarsest is opened into the blocks below, then what is now known to
/// lie before or behind is cut off:
///
/// ```
/// list 1   ####|  96 | 88 | 91 |#########     # cut off: how many rows are before the windows
/// list 2   #########|   120   |##########         and in them is known, where exactly is not
/// ```
final class RankUnion implements AutoCloseable {

    private final List<RankReader> lists;

    RankUnion(Generation.View view, List<TimelineList> lists) throws RocksDBException {
        this.lists = new ArrayList<>(lists.size());
        for (TimelineList list : lists) {
            this.lists.add(new RankReader(view, list));
        }
    }

    long rows() {
        return lists.stream().mapToLong(RankReader::rows).sum();
    }

    long before(byte[] bound) throws RocksDBException {
        long before = 0;
        for (RankReader list : lists) {
            before += list.before(bound);
        }
        return before;
    }

    /// Stands on the first row from `suffix` on.
    void seek(byte[] suffix) {
        lists.forEach(list -> list.seek(suffix));
    }

    /// Stands on the row with `rank` rows before it, of which there must be one.
    void seek(long rank) throws RocksDBException {
        if (lists.size() == 1) {
            RankReader only = lists.getFirst();
            only.seek(only.locate(rank));
            return;
        }
        List<Window> windows = lists.stream().map(Window::new).toList();
        for (Window coarsest = coarsest(windows);
                coarsest.coarseness() > 0;
                coarsest = coarsest(windows)) {
            coarsest.open();
            cut(windows, rank);
        }
        for (Window window : windows) {
            window.list.seek(window.start);
        }
        pass(rank - windows.stream().mapToLong(window -> window.before).sum());
    }

    /// The reader that stands on the next row; the caller moves it on. Its suffix is empty where no
    /// row is left.
    RankReader head() throws RocksDBException {
        RankReader head = lists.getFirst();
        byte[] lowest = head.suffix();
        for (RankReader list : lists.subList(1, lists.size())) {
            byte[] suffix = list.suffix();
            if (suffix.length > 0
                    && (lowest.length == 0 || Arrays.compareUnsigned(suffix, lowest) < 0)) {
                head = list;
                lowest = suffix;
            }
        }
        return head;
    }

    @Override
    public void close() {
        lists.forEach(RankReader::close);
    }

    private void pass(long rows) throws RocksDBException {
        for (long passed = 0; passed < rows; passed++) {
            head().next();
        }
    }

    private static Window coarsest(List<Window> windows) {
        return Collections.max(windows, Comparator.comparingLong(Window::coarseness));
    }

    /// Cuts off what cannot hold the row with `rank` rows before it.
    private static void cut(List<Window> windows, long rank) {
        List<byte[]> bounds =
                windows.stream()
                        .flatMap(window -> window.blocks.stream())
                        .flatMap(block -> List.of(block.start, block.end).stream())
                        .sorted(Arrays::compareUnsigned)
                        .toList();
        int low = firstBeyond(bounds, bound -> most(windows, bound), rank);
        int high = firstBeyond(bounds, bound -> least(windows, bound), rank);
        byte[] from = low == 0 ? RankNode.LIST_START : bounds.get(low - 1);
        byte[] to = high == bounds.size() ? RankNode.LIST_END : bounds.get(high);
        windows.forEach(window -> window.cut(from, to));
    }

    /// The first of `bounds` before which more than `rank` rows stand, as `rows` counts them.
    private static int firstBeyond(List<byte[]> bounds, ToLongFunction<byte[]> rows, long rank) {
        int low = 0;
        int high = bounds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.applyAsLong(bounds.get(middle)) <= rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long least(List<Window> windows, byte[] bound) {
        return windows.stream().mapToLong(window -> window.least(bound)).sum();
    }

    private static long most(List<Window> windows, byte[] bound) {
        return windows.stream().mapToLong(window -> window.most(bound)).sum();
    }

    /// A run of blocks of one list, all of one level, and how many rows stand before it.
    private static final class Window {

        private final RankReader list;
        private List<RankNode> blocks;
        private byte[] start = RankNode.LIST_START;
        private long before;

        Window(RankReader list) {
            this.list = list;
            this.blocks = List.of(list.root());
        }

        /// How many rows the largest block hides that can be opened; none where it is open as far
        /// as blocks go.
        long coarseness() {
            return blocks.isEmpty() || blocks.getFirst().level == 0
                    ? 0
                    : blocks.stream().mapToLong(block -> block.rows).max().orElse(0);
        }

        void open() throws RocksDBException {
            List<RankNode> opened = new ArrayList<>();
            for (RankNode block : blocks) {
                opened.addAll(list.children(block));
            }
            blocks = opened;
        }

        /// How many rows of the list stand before `bound` at least.
        long least(byte[] bound) {
            long rows = before;
            for (RankNode block : blocks) {
                rows += Arrays.compareUnsigned(block.end, bound) <= 0 ? block.rows : 0;
            }
            return rows;
        }

        long most(byte[] bound) {
            long rows = before;
            for (RankNode block : blocks) {
                rows += Arrays.compareUnsigned(block.start, bound) < 0 ? block.rows : 0;
            }
            return rows;
        }

        void cut(byte[] from, byte[] to) {
            List<RankNode> left = new ArrayList<>();
            for (RankNode block : blocks) {
                if (Arrays.compareUnsigned(block.end, from) <= 0) {
                    before += block.rows;
                    start = block.end;
                } else if (Arrays.compareUnsigned(block.start, to) < 0) {
                    left.add(block);
                }
            }
            blocks = left;
        }
    }
}
