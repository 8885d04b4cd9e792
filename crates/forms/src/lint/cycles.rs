//! Questions that wait for each other: each is shown, or worked out, by what the other says.

use super::Findings;
use super::answers::path_of;
use crate::condition::Condition;
use crate::logic::Computation;
use crate::node::Node;
use std::collections::{BTreeMap, BTreeSet};

/// What one component reads, by the place of the component.
struct Reader<'a> {
    node: &'a Node,
    reads: Vec<usize>,
}

struct Graph<'a> {
    readers: Vec<Reader<'a>>,
    by_path: BTreeMap<&'a str, Vec<usize>>,
}

pub(super) fn cycles(nodes: &[Node], findings: &mut Findings) {
    let mut graph = Graph {
        readers: Vec::new(),
        by_path: BTreeMap::new(),
    };
    graph.know(nodes);
    let mut parents = vec![None; graph.readers.len()];
    let mut at = 0;
    around(nodes, None, &mut at, &mut parents);
    for (at, parent) in parents.into_iter().enumerate() {
        let reads = graph.read_by(at);
        // A question is hidden with what is around it.
        graph.readers[at].reads = reads.into_iter().chain(parent).collect();
    }
    for cycle in graph.cycles() {
        let names: Vec<String> = cycle
            .iter()
            .map(|at| format!("«{}»", graph.readers[*at].node.label))
            .collect();
        let text = match names.as_slice() {
            [one] => format!("{one} dipende da sé stessa"),
            _ => format!("queste domande dipendono una dall'altra: {}", names.join(", ")),
        };
        if let Some(first) = cycle.first() {
            findings.add(&graph.readers[*first].node.place, "cycle", true, text);
        }
    }
}

/// Numbers the components as [`Graph::know`] does, and notes what is right around each.
fn around(nodes: &[Node], parent: Option<usize>, at: &mut usize, parents: &mut [Option<usize>]) {
    for node in nodes {
        let own = *at;
        *at += 1;
        if let Some(slot) = parents.get_mut(own) {
            *slot = parent;
        }
        around(&node.children, Some(own), at, parents);
    }
}

impl<'a> Graph<'a> {
    fn know(&mut self, nodes: &'a [Node]) {
        for node in nodes {
            let at = self.readers.len();
            self.readers.push(Reader {
                node,
                reads: Vec::new(),
            });
            if !node.model.is_dataless() {
                self.by_path.entry(&node.path.text).or_default().push(at);
            }
            self.know(&node.children);
        }
    }

    /// What a component reads in its condition, its calculation and its logic.
    fn read_by(&self, at: usize) -> Vec<usize> {
        let node = self.readers[at].node;
        let mut reads = BTreeSet::new();
        self.condition(&node.condition, node, &mut reads);
        if let Some(calculation) = &node.calculation {
            self.rule(&calculation.value, node, &mut reads);
        }
        for logic in node
            .logic
            .iter()
            .filter(|logic| logic.sets_value() || logic.hides())
        {
            let mut by_logic = BTreeSet::new();
            if let Some(trigger) = &logic.trigger {
                self.condition(trigger, node, &mut by_logic);
            }
            for rule in logic.values() {
                self.rule(rule, node, &mut by_logic);
            }
            // Logic may correct the very answer it looks at.
            reads.extend(by_logic.into_iter().filter(|read| *read != at));
        }
        reads.into_iter().collect()
    }

    fn condition(&self, condition: &Condition, node: &Node, reads: &mut BTreeSet<usize>) {
        for path in condition.references().filter_map(|reference| reference.path()) {
            reads.extend(self.by_path.get(path).into_iter().flatten().copied());
        }
        for name in condition.variables() {
            self.variable(name, node, reads);
        }
    }

    fn rule(&self, computation: &Computation, node: &Node, reads: &mut BTreeSet<usize>) {
        for name in computation.rule.iter().flat_map(|rule| rule.variables()) {
            self.variable(name, node, reads);
        }
    }

    /// A rule may read an answer, a row, or a whole grid; of a grid only what it is made of outside of it counts, since which
    /// columns the rule uses is not told.
    fn variable(&self, name: &str, node: &Node, reads: &mut BTreeSet<usize>) {
        let Some(path) = path_of(name, node) else { return };
        if let Some(found) = self.by_path.get(path.as_str()) {
            reads.extend(
                found
                    .iter()
                    .copied()
                    .filter(|at| !self.readers[*at].node.model.is_rows()),
            );
        }
    }

    /// Groups of components each of which reads, by way of others, itself.
    fn cycles(&self) -> Vec<Vec<usize>> {
        let mut order = Vec::new();
        let mut seen = vec![false; self.readers.len()];
        for start in 0..self.readers.len() {
            self.finish(start, &mut seen, &mut order);
        }
        let mut backwards = vec![Vec::new(); self.readers.len()];
        for (at, reader) in self.readers.iter().enumerate() {
            for read in &reader.reads {
                backwards[*read].push(at);
            }
        }
        let mut done = vec![false; self.readers.len()];
        let mut groups = Vec::new();
        for start in order.into_iter().rev() {
            let mut group = Vec::new();
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if !std::mem::replace(&mut done[at], true) {
                    group.push(at);
                    open.extend(&backwards[at]);
                }
            }
            group.sort_unstable();
            let reads_itself = group.iter().any(|at| self.readers[*at].reads.contains(at));
            if group.len() > 1 || reads_itself {
                groups.push(group);
            }
        }
        groups.sort();
        groups
    }

    /// Depth first without recursion: a chain may be as long as the form.
    fn finish(&self, start: usize, seen: &mut [bool], order: &mut Vec<usize>) {
        let mut open = vec![(start, 0)];
        if std::mem::replace(&mut seen[start], true) {
            return;
        }
        while let Some((at, next)) = open.pop() {
            match self.readers[at].reads.get(next) {
                Some(read) => {
                    open.push((at, next + 1));
                    if !std::mem::replace(&mut seen[*read], true) {
                        open.push((*read, 0));
                    }
                }
                None => order.push(at),
            }
        }
    }
}
