"""A double-array trie over numbered characters (Aoe 1989)."""

ROOT = 0
# Check of a place that no node has.
NOBODY = 0xFFFFF


def build(words, alphabet):
    """Returns [(base, check)] and the node of each word.

    The child of node n by label l is base[n] + l when check there is n. The root is 0 with base 0, so that its children
    stand at their labels. Labels start at 1; the array ends with as many free places as there are labels, so that a
    step never leaves it.
    """
    children = {"": []}
    for word in sorted(words):
        for end in range(1, len(word) + 1):
            if word[:end] not in children:
                children[word[:end]] = []
                children[word[: end - 1]].append(word[end - 1])
    places = Places(len(alphabet))
    node_of = {"": ROOT}
    level = [""]
    while level:
        deeper = []
        # The widest first: they need the most room, and single children fill what is left.
        for prefix in sorted(level, key=lambda p: (-len(children[p]), p)):
            if children[prefix]:
                labels = sorted(alphabet[c] for c in children[prefix])
                base = places.place(node_of[prefix], labels)
                for character in children[prefix]:
                    node_of[prefix + character] = base + alphabet[character]
                    deeper.append(prefix + character)
        level = deeper
    return places.finish(), {word: node_of[word] for word in words}


class Places:
    """The array under construction. The free places are the bits of one integer, so that the lowest base that fits is
    found by shifting it once a label."""

    def __init__(self, labels):
        self.labels = labels
        self.size = NOBODY - labels
        self.free = (1 << self.size) - 2
        self.base = [0] * NOBODY
        self.check = [NOBODY] * NOBODY
        self.highest = 0

    def place(self, node, labels):
        """Gives a node's children their places; returns the base."""
        if node == ROOT:
            base = 0
        else:
            fits = self.free >> labels[0]
            for label in labels[1:]:
                fits &= self.free >> label
            if not fits:
                raise ValueError("the trie nodes do not fit into 20 bits: widen the node word")
            base = (fits & -fits).bit_length() - 1
        taken = 0
        for label in labels:
            self.check[base + label] = node
            taken |= 1 << label
        self.free &= ~(taken << base)
        self.base[node] = base
        self.highest = max(self.highest, base + labels[-1])
        return base

    def finish(self):
        size = self.highest + self.labels + 1
        return list(zip(self.base[:size], self.check[:size]))
