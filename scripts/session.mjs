// A council's session in a province of its own: a producer with dossiers, and as many members as wanted, all by the
// forms people use. Hà Nội and its ward Ba Đình stand in; every person in it is invented.
import { Person, accepted, addUser, field } from './demo.mjs';
import { TODAY, prepareDossier, propose } from './line.mjs';

const [PROVINCE, COMMUNE] = ['01', '00004'];
const DEPARTMENTS = [
  'Ủy ban nhân dân thành phố', 'Sở Nông nghiệp và Môi trường', 'Sở Công Thương', 'Sở Y tế', 'Sở Khoa học và Công nghệ',
  'Sở Văn hóa, Thể thao và Du lịch', 'Cơ quan tham mưu quản lý OCOP', 'Chi cục Chất lượng', 'Chi cục Phát triển nông thôn',
];

// An agency gives a number once a year: none twice, also not by another run on the same database. Its symbol is added.
let number = 10_000 + Math.floor(Math.random() * 80_000);
const decision = () => String(number++);

const later = (days) => new Date(Date.now() + (7 + days * 24) * 3600_000).toISOString().slice(0, 10).split('-').reverse().join('/');

/** A council of these people, in the order chair, secretary, the others; the accounts come back in that order. */
export async function formCouncil(office, names, departments, name, rules = {}) {
  const form = await office.read('/councils/new');
  const accounts = names.map((n) => /name="duty\.([0-9a-f-]{36})"[^]{0,80}/.exec(form.slice(form.indexOf(`>${n}</th>`)))[1]);
  const seats = accounts.flatMap((id, i) => [
    [`duty.${id}`, ['chair', 'secretary'][i] ?? 'member'], [`department.${id}`, departments[i % departments.length]],
  ]);
  const council = (await office.post('/councils/new', {
    name, decision_number: decision(), decided_on: TODAY, quorum_part: '3', quorum_whole: '4',
    chair_required: 'yes', spread_limit: '10', gate_rule: 'settled', decimals: '2', ballots: '2', reason_beyond: '',
    ...rules, ...Object.fromEntries(seats),
  })).split('/').pop();
  return { council, accounts };
}

/** A round that meets today, with these dossiers. */
export async function openRound(office, council, dossiers) {
  const round = (await office.post(`/councils/${council}/rounds/new`, {
    year: TODAY.slice(6), ordinal: '3', extra_decision: decision(), proposed_before: later(2), held_before: later(30), meets_on: TODAY, place: 'Phòng họp thử',
  })).split('/').pop();
  await office.post(`/rounds/${round}/admit`, { dossier: dossiers, reason: '' });
  return round;
}

/** Members in the order chair, secretary, the others; `dossiers` of them admitted to an open round, everybody present. */
export async function session({ members, dossiers, rules = {} }) {
  const at = (name) => `${name}@phien.example`;
  addUser(at('xa'), 'Cán bộ Thử Nghiệm', 'ward_officer', COMMUNE);
  addUser(at('tinh'), 'Văn phòng Thử Nghiệm', 'province_office', PROVINCE);
  addUser(at('lanhdao'), 'Lãnh đạo Thử Nghiệm', 'leader', PROVINCE);
  for (let n = 1; n <= members; n += 1) addUser(at(`tv${n}`), `Thành viên Thử ${n}`, 'council_member', PROVINCE);
  const who = {};
  for (const [role, name] of Object.entries({ officer: 'xa', office: 'tinh', leader: 'lanhdao' })) who[role] = await Person.signIn(at(name));

  const made = await who.officer.post('/producers/new', {
    version: '0', name: 'Hợp tác xã Phiên Thử', legal_form: 'cooperative', address: 'Số 1, đường Thử', commune_id: `c${COMMUNE}@2025-07-01`,
  });
  const producer = made.split('/').pop();
  addUser(at('chuthe'), 'Chủ thể Thử Nghiệm', 'producer', '', producer);
  who.producer = await Person.signIn(at('chuthe'));

  const names = Array.from({ length: members }, (_, i) => `Thành viên Thử ${i + 1}`);
  const { council, accounts } = await formCouncil(who.office, names, DEPARTMENTS, 'Hội đồng phiên thử', rules);

  const cases = [];
  for (let nth = 1; nth <= dossiers; nth += 1) {
    const d = await prepareDossier(who, producer, nth);
    await accepted('submit', who.producer.send(`/dossiers/${d.id}/check`, { declared: 'yes' }));
    await propose(who, d);
    cases.push({ ...d, name: `Nước mắm thử ${nth}` });
  }
  const round = await openRound(who.office, council, cases.map((d) => d.id));
  for (const d of cases) d.round = round;
  who.members = [];
  for (let n = 1; n <= members; n += 1) who.members.push(await Person.signIn(at(`tv${n}`)));
  const version = field(await who.members[1].read(`/rounds/${round}`), 'version');
  await who.members[1].post(`/rounds/${round}/attendance`, { version, present: accounts });
  return { who, council, round, accounts, dossiers: cases, producer };
}
