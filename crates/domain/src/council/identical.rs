use crate::criteria::Answers;

/// Groups of two and more that picked exactly the same options: the members of one dossier, or the products of one
/// member. It is no accusation; it is shown to who runs the session. Empty sheets say nothing and are left out.
pub fn identical<'a, K>(sheets: impl IntoIterator<Item = (K, &'a Answers)>) -> Vec<Vec<K>> {
    let mut groups: Vec<(&Answers, Vec<K>)> = Vec::new();
    for (key, answers) in sheets.into_iter().filter(|(_, answers)| !answers.0.is_empty()) {
        match groups.iter_mut().find(|(seen, _)| *seen == answers) {
            Some((_, group)) => group.push(key),
            None => groups.push((answers, vec![key])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1).collect()
}
